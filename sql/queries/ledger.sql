-- Statements of src/ledger/db.c, open.c and check.c.

-- name: begin_writing
BEGIN IMMEDIATE;

-- name: commit_all
COMMIT;

-- name: rollback_all
ROLLBACK;

-- name: data_version
PRAGMA data_version;

-- name: integrity
PRAGMA quick_check(20);

-- name: broken_references
PRAGMA foreign_key_check;

-- name: rank_missing
SELECT id
  FROM ticket
 WHERE status NOT IN ('closed', 'cancelled') AND gone = 0
EXCEPT
SELECT ticket
  FROM rank;

-- name: rank_surplus
SELECT ticket
  FROM rank
EXCEPT
SELECT id
  FROM ticket
 WHERE status NOT IN ('closed', 'cancelled') AND gone = 0;

-- name: counters_wrong
SELECT band
  FROM (SELECT band, kind, count(*) AS n, sum(est_min) AS est_min FROM rank GROUP BY band, kind
        EXCEPT
        SELECT band, kind, n, est_min FROM counter);

-- name: events_without_change
SELECT id
  FROM event
 WHERE change NOT IN (SELECT id FROM change);
