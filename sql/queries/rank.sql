-- Statements of src/ledger/rank.c and page.c. The pages themselves, rank_page and rank_page_back, stand in sql/fields.awk.

-- name: rank_store
INSERT INTO rank (ticket, key, band, kind, est_min, until, n_members, n_callers, n_departments)
VALUES (:ticket, :key, :band, :kind, :est_min, :until, :n_members, :n_callers, :n_departments)
ON CONFLICT (ticket) DO UPDATE
   SET key = excluded.key, band = excluded.band, kind = excluded.kind, est_min = excluded.est_min, until = excluded.until,
       n_members = excluded.n_members, n_callers = excluded.n_callers, n_departments = excluded.n_departments;

-- name: rank_walk
-- What stands in the order, without the tickets, which are everywhere in the file.
SELECT key, band, n_members, n_callers, n_departments, ticket
  FROM rank
 WHERE key > :low AND key < :high AND (:kind IS NULL OR kind = :kind)
 ORDER BY key;

-- name: rank_walk_back
SELECT key, band, n_members, n_callers, n_departments, ticket
  FROM rank
 WHERE key > :low AND key < :high AND (:kind IS NULL OR kind = :kind)
 ORDER BY key DESC;

-- name: rank_stored
SELECT key, band, kind, est_min, until, n_members, n_callers, n_departments
  FROM rank
 WHERE ticket = :ticket;

-- name: rank_forget
DELETE FROM rank
 WHERE ticket = :ticket;

-- name: rank_drop
DELETE FROM rank;

-- name: counter_drop
DELETE FROM counter;

-- name: rank_surplus
SELECT ticket
  FROM rank
EXCEPT
SELECT id
  FROM ticket
 WHERE status NOT IN ('closed', 'cancelled') AND gone = 0;

-- name: rank_due
SELECT ticket
  FROM rank
 WHERE until <= :now;

-- name: rank_first_due
SELECT until
  FROM rank
 WHERE until IS NOT NULL
 ORDER BY until
 LIMIT 1;

-- name: rank_made_with
SELECT (SELECT value FROM derived WHERE name = 'rank_digest'), (SELECT value FROM derived WHERE name = 'rank_clock'),
       (SELECT value FROM derived WHERE name = 'rank_after');

-- name: rank_clock
SELECT value
  FROM derived
 WHERE name = 'rank_clock';

-- name: rank_begin
-- rank_after: the last ticket that was rated afresh; gone when all are.
INSERT INTO derived (name, value)
VALUES ('rank_digest', :digest), ('rank_clock', :now), ('rank_after', 0)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: rank_go_on
UPDATE derived
   SET value = :after
 WHERE name = 'rank_after';

-- name: rank_finish
DELETE FROM derived
 WHERE name = 'rank_after';

-- name: rank_outdate
DELETE FROM derived
 WHERE name = 'rank_digest';

-- name: rank_clock_set
INSERT INTO derived (name, value)
VALUES ('rank_clock', :now)
ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value < excluded.value;

-- name: rank_slice
SELECT id
  FROM ticket
 WHERE id > :after AND status NOT IN ('closed', 'cancelled') AND gone = 0
 ORDER BY id
 LIMIT :n;

-- name: rank_left
SELECT count(*)
  FROM ticket
 WHERE id > (SELECT value FROM derived WHERE name = 'rank_after') AND status NOT IN ('closed', 'cancelled') AND gone = 0;

-- name: group_of
-- One row a member, and one a contact of it or of them. Members that were cancelled were never part of it.
SELECT 1, NULL, NULL, NULL
  FROM ticket
 WHERE parent = :ticket AND gone = 0 AND status <> 'cancelled'
UNION ALL
SELECT 0, party, name, department
  FROM contact
 WHERE ticket = :ticket AND direction = 'in' AND gone = 0
UNION ALL
SELECT 0, c.party, c.name, c.department
  FROM ticket AS t
  JOIN contact AS c ON c.ticket = t.id
 WHERE t.parent = :ticket AND t.gone = 0 AND t.status <> 'cancelled' AND c.direction = 'in' AND c.gone = 0;

-- name: rank_between
SELECT count(*)
  FROM (SELECT 1 FROM rank WHERE key > :low AND key < :high LIMIT :most);

-- name: rank_behind
SELECT count(*)
  FROM (SELECT 1 FROM rank WHERE key >= :key LIMIT :most);

-- name: rank_total
SELECT sum(n)
  FROM counter
 WHERE band >= :band;

-- name: counters
SELECT band, kind, n, est_min
  FROM counter
 WHERE n > 0;
