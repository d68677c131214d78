-- Statements of src/ledger/apply.c, undo.c and history.c. A change stands if the last undo or redo about it was a redo, or if there is none.

-- name: change_add
INSERT INTO change (at, action, origin, reason, target)
VALUES (:at, :action, :origin, :reason, :target);

-- name: event_add
INSERT INTO event (change, entity, row, field, old, new, ticket)
VALUES (:change, :entity, :row, :field, :old, :new, :ticket);

-- name: undo_target
-- What happened elsewhere (import) cannot be undone here.
SELECT id
  FROM change AS c
 WHERE origin IN ('operator', 'import') AND target IS NULL AND import IS NULL
   AND coalesce((SELECT action FROM change AS about WHERE about.target = c.id ORDER BY about.id DESC LIMIT 1), 'redo') = 'redo'
 ORDER BY id DESC
 LIMIT 1;

-- name: redo_target
-- The last undo behind the operator's last own change, if nothing has been said about its target since.
SELECT target
  FROM change AS u
 WHERE action = 'undo' AND import IS NULL
   AND id > (SELECT coalesce((SELECT id FROM change WHERE origin IN ('operator', 'import') AND target IS NULL AND import IS NULL
                               ORDER BY id DESC LIMIT 1), 0))
   AND NOT EXISTS (SELECT 1 FROM change AS about WHERE about.target = u.target AND about.id > u.id)
 ORDER BY id DESC
 LIMIT 1;

-- name: clock_changes
-- What calls have done to the clock since: they stopped it and let it go on. Each belongs to the start that stood when the call came.
SELECT id
  FROM change AS c
 WHERE id > :target AND origin = 'engine' AND action IN ('start', 'stop')
   AND (SELECT s.id
          FROM change AS s
         WHERE s.id < c.id AND s.origin = 'operator' AND s.action = 'start'
           AND coalesce((SELECT action FROM change AS about WHERE about.target = s.id AND about.id < c.id ORDER BY about.id DESC LIMIT 1), 'redo') = 'redo'
         ORDER BY s.id DESC
         LIMIT 1) = :target
 ORDER BY id;

-- name: change_read
SELECT at, action, origin, reason, target,
       coalesce((SELECT action FROM change AS about WHERE about.target = c.id ORDER BY about.id DESC LIMIT 1), 'redo') = 'undo'
  FROM change AS c
 WHERE id = :id;

-- name: events_of_change
SELECT entity, row, field, old, new, ticket, id
  FROM event
 WHERE change = :change AND id > :from
 ORDER BY id
 LIMIT :n;

-- name: events_of_change_back
SELECT entity, row, field, old, new, ticket, id
  FROM event
 WHERE change = :change AND id < :from
 ORDER BY id DESC
 LIMIT :n;

-- name: events_of_ticket
SELECT entity, row, field, old, new, ticket, id
  FROM event
 WHERE ticket = :ticket AND change = :change
 ORDER BY id;

-- name: past_known
SELECT id
  FROM change
 WHERE import = :import AND was = :was;

-- name: past_add
INSERT INTO change (at, action, origin, reason, target, import, was)
VALUES (:at, :action, :origin, :reason, :target, :import, :was);

-- name: changes_of_ticket
-- What happened elsewhere came before all that happened here, in the order it had there.
SELECT c.id
  FROM (SELECT DISTINCT change FROM event WHERE ticket = :ticket AND change < :before) AS e
  JOIN change AS c ON c.id = e.change
 ORDER BY c.import IS NULL DESC, c.import DESC, coalesce(c.was, c.id) DESC
 LIMIT :n;

-- name: changes_of_all
SELECT id
  FROM change
 WHERE id < :before
 ORDER BY id DESC
 LIMIT :n;

-- name: changes_count
SELECT count(*)
  FROM change AS c
 WHERE at >= :from AND at < :to AND action = :action
   AND coalesce((SELECT action FROM change AS about WHERE about.target = c.id ORDER BY about.id DESC LIMIT 1), 'redo') = 'redo';
