-- Statements of src/ledger/db.c, open.c and check.c. What a check_* gives is one finding a row.

-- name: begin_writing
BEGIN IMMEDIATE;

-- name: begin_reading
BEGIN;

-- name: commit_all
COMMIT;

-- name: rollback_all
ROLLBACK;

-- name: data_version
PRAGMA data_version;

-- name: application_id
PRAGMA application_id;

-- name: user_version
PRAGMA user_version;

-- name: schema_version
PRAGMA schema_version;

-- name: ticket_taken_over
SELECT id
  FROM ticket
 WHERE source_id = :source_id AND source = :source AND gone = 0
 ORDER BY id
 LIMIT 1;

-- name: check_file
PRAGMA quick_check(20);

-- name: check_references
PRAGMA foreign_key_check;

-- name: check_schema
-- What SQLite and FTS5 keep for themselves is theirs.
SELECT type || ' ' || name, sql
  FROM sqlite_schema
 WHERE name NOT GLOB 'sqlite_*' AND name NOT GLOB 'search_[dic]*';

-- name: check_hidden
SELECT t.id
  FROM ticket AS t
  JOIN ticket AS p ON p.id = t.parent
 WHERE t.status NOT IN ('closed', 'cancelled') AND t.gone = 0 AND (p.status IN ('closed', 'cancelled') OR p.gone = 1);

-- name: check_rank_missing
SELECT id
  FROM ticket
 WHERE status NOT IN ('closed', 'cancelled') AND gone = 0
   AND EXISTS (SELECT 1 FROM derived WHERE name = 'rank_digest') AND NOT EXISTS (SELECT 1 FROM derived WHERE name = 'rank_after')
EXCEPT
SELECT ticket
  FROM rank;

-- name: check_rank_surplus
SELECT ticket
  FROM rank
 WHERE EXISTS (SELECT 1 FROM derived WHERE name = 'rank_digest')
EXCEPT
SELECT id
  FROM ticket
 WHERE status NOT IN ('closed', 'cancelled') AND gone = 0;

-- name: check_rank_groups
WITH part (front, id) AS (
    SELECT id, id FROM ticket
    UNION ALL
    SELECT parent, id FROM ticket WHERE parent IS NOT NULL AND gone = 0 AND status <> 'cancelled'
), counted AS (
    SELECT p.front, count(DISTINCT p.id) - 1 AS n_members, max(1, count(DISTINCT coalesce(c.party, c.name))) AS n_callers,
           count(DISTINCT c.department) AS n_departments
      FROM part AS p
      LEFT JOIN contact AS c ON c.ticket = p.id AND c.direction = 'in' AND c.gone = 0
     GROUP BY p.front
)
SELECT r.ticket
  FROM rank AS r
  JOIN counted AS c ON c.front = r.ticket
 WHERE (r.n_members, r.n_callers, r.n_departments) <> (c.n_members, c.n_callers, c.n_departments)
   AND EXISTS (SELECT 1 FROM derived WHERE name = 'rank_digest');

-- name: check_counters
WITH counted AS (
    SELECT band, kind, count(*) AS n, sum(est_min) AS est_min FROM rank GROUP BY band, kind
), kept AS (
    SELECT band, kind, n, est_min FROM counter WHERE n <> 0 OR est_min <> 0
)
SELECT DISTINCT band
  FROM (SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept)
        UNION ALL
        SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted));
