-- Statements of src/ledger/db.c, open.c and check.c. What a check_* gives is one finding a row.

-- name: begin_writing
BEGIN IMMEDIATE;

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

-- name: check_file
PRAGMA quick_check(20);

-- name: check_references
PRAGMA foreign_key_check;

-- name: check_schema
SELECT type || ' ' || name, sql
  FROM sqlite_schema
 WHERE name NOT GLOB 'sqlite_*';

-- name: check_rank_missing
SELECT id
  FROM ticket
 WHERE status NOT IN ('closed', 'cancelled') AND gone = 0 AND EXISTS (SELECT 1 FROM derived WHERE name = 'rank_digest')
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
