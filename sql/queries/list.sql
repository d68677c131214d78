-- Statements of src/ledger/list.c: ids of records, read one by one by their entity's own statement.

-- name: list_contacts
SELECT id FROM contact WHERE ticket = :id AND gone = 0 ORDER BY at, id;

-- name: list_group_contacts
SELECT id
  FROM contact
 WHERE ticket IN (SELECT :id UNION ALL SELECT id FROM ticket WHERE parent = :id AND gone = 0 AND status <> 'cancelled') AND gone = 0
 ORDER BY at, id;

-- name: list_members
SELECT id FROM ticket WHERE parent = :id AND gone = 0 ORDER BY id;

-- name: list_links
SELECT id FROM link WHERE (ticket = :id OR other = :id) AND gone = 0 ORDER BY id;

-- name: list_notes
SELECT id FROM note WHERE ticket = :id AND gone = 0 ORDER BY at, id;

-- name: list_work
SELECT id FROM work WHERE ticket = :id AND gone = 0 ORDER BY start_at, id;

-- name: list_calls
SELECT id FROM call WHERE ticket = :id AND gone = 0 ORDER BY start_at, id;

-- name: list_reports
SELECT id FROM report WHERE ticket = :id AND gone = 0 ORDER BY sent_at, id;

-- name: list_work_between
SELECT id FROM work WHERE start_at >= :from AND start_at < :to AND gone = 0 ORDER BY start_at, id;

-- name: list_calls_between
SELECT id FROM call WHERE start_at >= :from AND start_at < :to AND gone = 0 ORDER BY start_at, id;

-- name: list_mails_waiting
SELECT id FROM mail WHERE state = 'waiting' AND folder = :folder AND gone = 0 ORDER BY at, id LIMIT :n;

-- name: list_mails_of_ticket
SELECT mail FROM contact WHERE ticket = :id AND mail IS NOT NULL AND gone = 0 ORDER BY at, id;

-- name: list_mails_with_files
SELECT mail.id
  FROM contact JOIN mail ON mail.id = contact.mail
 WHERE contact.ticket IN (SELECT :id UNION ALL SELECT id FROM ticket WHERE parent = :id AND gone = 0 AND status <> 'cancelled')
   AND contact.gone = 0 AND mail.gone = 0 AND mail.attachments > 0
 ORDER BY contact.at, contact.id;

-- name: list_running
SELECT id FROM work WHERE end_at IS NULL AND gone = 0 ORDER BY start_at, id;

-- name: list_open_calls
SELECT id FROM call WHERE end_at IS NULL AND gone = 0 ORDER BY start_at DESC LIMIT 16;

-- name: list_reports_due
SELECT r.id
  FROM report AS r
  JOIN ticket AS t ON t.id = r.ticket
 WHERE r.next_at IS NOT NULL AND r.gone = 0 AND t.gone = 0 AND t.status NOT IN ('closed', 'cancelled')
   AND NOT EXISTS (SELECT 1 FROM ticket AS p WHERE p.id = t.parent AND p.escalated_at IS NOT NULL)
   AND r.id = (SELECT id FROM report WHERE ticket = r.ticket AND gone = 0 ORDER BY sent_at DESC, id DESC LIMIT 1)
 ORDER BY r.next_at, r.id
 LIMIT :n;

-- name: list_promises
SELECT id
  FROM ticket
 WHERE promise_at IS NOT NULL AND status NOT IN ('closed', 'cancelled') AND gone = 0
 ORDER BY promise_at, id
 LIMIT :n;

-- name: list_of_caller
SELECT id FROM ticket WHERE caller = :text AND gone = 0 ORDER BY id DESC LIMIT :n;

-- name: list_recent
SELECT id FROM ticket WHERE gone = 0 ORDER BY id DESC LIMIT :n;

-- name: list_parties_named
SELECT id FROM party WHERE name = :text AND gone = 0 ORDER BY id;

-- name: list_parties_at
SELECT id FROM party WHERE address = :text AND gone = 0 ORDER BY id;

-- name: list_departments
SELECT id FROM department WHERE gone = 0 ORDER BY name;

-- name: list_settings
SELECT id FROM setting WHERE gone = 0 ORDER BY id;

-- name: list_mornings
SELECT id FROM morning WHERE gone = 0 ORDER BY at DESC, id DESC LIMIT :n;

-- name: list_escalated
SELECT id
  FROM ticket AS t
 WHERE escalated_at IS NOT NULL AND status NOT IN ('closed', 'cancelled') AND gone = 0
   AND NOT EXISTS (SELECT 1 FROM report WHERE ticket = t.id AND gone = 0)
   AND NOT EXISTS (SELECT 1 FROM ticket AS p WHERE p.id = t.parent AND p.escalated_at IS NOT NULL)
 ORDER BY escalated_at, id
 LIMIT :n;

-- name: tally_mails_waiting
SELECT count(*) FROM mail WHERE state = 'waiting' AND folder = :folder AND gone = 0;

-- name: tally_mails_dropped
SELECT count(*) FROM mail WHERE at >= :from AND at < :to AND state = 'dropped' AND (:folder = '' OR folder = :folder) AND gone = 0;

-- name: tally_mails_counted
SELECT count(*) FROM mail WHERE at >= :from AND at < :to AND state = 'counted' AND (:folder = '' OR folder = :folder) AND gone = 0;

-- name: tally_mails_taken
SELECT count(*) FROM mail WHERE at >= :from AND at < :to AND state = 'taken' AND (:folder = '' OR folder = :folder) AND gone = 0;

-- name: tally_hidden_found
-- The mail began its ticket; one that came later to it hid nothing.
SELECT count(*)
  FROM mail AS m
  JOIN ticket AS t ON t.id = m.ticket
  LEFT JOIN ticket AS front ON front.id = t.parent
 WHERE m.at >= :from AND m.at < :to AND m.state = 'taken' AND m.folder = 'inbox' AND m.gone = 0
   AND t.gone = 0 AND t.status <> 'cancelled' AND 'incident' IN (t.kind, front.kind)
   AND m.id = (SELECT mail FROM contact WHERE ticket = t.id AND gone = 0 ORDER BY at, id LIMIT 1);

-- name: tally_promises
SELECT count(*) FROM ticket WHERE promise_at IS NOT NULL AND status NOT IN ('closed', 'cancelled') AND gone = 0;

-- name: tally_received
SELECT count(*) FROM ticket WHERE received_at >= :from AND received_at < :to AND gone = 0;

-- name: tally_closed
SELECT count(*) FROM ticket WHERE closed_at >= :from AND closed_at < :to AND gone = 0;

-- name: tally_calls_counted
SELECT count(*) FROM call WHERE start_at >= :from AND start_at < :to AND result = 'counted' AND gone = 0;

-- name: tally_unanswered
SELECT count(*)
  FROM contact
 WHERE ticket IN (SELECT :id UNION ALL SELECT id FROM ticket WHERE parent = :id AND gone = 0 AND status <> 'cancelled')
   AND direction = 'in' AND answered_at IS NULL AND gone = 0;
