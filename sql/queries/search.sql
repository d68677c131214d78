-- Statements of src/ledger/token.c, index.c, match.c and find.c.

-- name: index_api
SELECT fts5(:api);

-- name: index_facts
SELECT title, caller, department, system, callback, tags, body, error_text, steps, triage_note, workaround, cause, resolution, permanent_fix,
       contact, answer, note
  FROM search_facts
 WHERE id = :id;

-- name: index_mail_facts
SELECT title, caller, NULL, NULL, NULL, NULL, body, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM search_mail
 WHERE id = :id;

-- name: index_of_mail
SELECT DISTINCT ticket
  FROM contact
 WHERE mail = :id;

-- name: index_put
INSERT INTO search (rowid, title, caller, department, system, callback, tags, body, error_text, steps, triage_note, workaround, cause, resolution,
                    permanent_fix, contact, answer, note)
VALUES (:id, :title, :caller, :department, :system, :callback, :tags, :body, :error_text, :steps, :triage_note, :workaround, :cause, :resolution,
        :permanent_fix, :contact, :answer, :note);

-- name: index_take
-- It must be told what it was given, for it has kept none of it.
INSERT INTO search (search, rowid, title, caller, department, system, callback, tags, body, error_text, steps, triage_note, workaround, cause, resolution,
                    permanent_fix, contact, answer, note)
VALUES ('delete', :id, :title, :caller, :department, :system, :callback, :tags, :body, :error_text, :steps, :triage_note, :workaround, :cause,
        :resolution, :permanent_fix, :contact, :answer, :note);

-- name: index_rebuild
INSERT INTO search (search)
VALUES ('rebuild');

-- name: index_merge
INSERT INTO search (search, rank)
VALUES ('merge', :pages);

-- name: index_check
INSERT INTO search (search, rank)
VALUES ('integrity-check', 1);

-- name: find_match
SELECT rowid
  FROM search
 WHERE search MATCH :match AND rowid < :before AND rowid > 0
 ORDER BY rowid DESC;

-- name: find_mails
-- Their numbers are below zero in the index.
SELECT -rowid
  FROM search
 WHERE search MATCH :match AND rowid > -:before AND rowid < 0 AND rowid <= -:from
 ORDER BY rowid;

-- name: find_hits
SELECT rowid
  FROM search
 WHERE search MATCH :match AND rowid >= :from AND rowid < :before;

-- name: find_any
SELECT id
  FROM ticket
 WHERE id < :before AND gone = 0
 ORDER BY id DESC;

-- name: find_open
SELECT id
  FROM ticket
 WHERE id < :before AND status NOT IN ('closed', 'cancelled') AND gone = 0
 ORDER BY id DESC;

-- name: find_open_from
SELECT id
  FROM ticket
 WHERE id <= :no AND status NOT IN ('closed', 'cancelled') AND gone = 0
 ORDER BY id DESC
 LIMIT 1;

-- name: find_unanswered
SELECT 1
  FROM contact
 WHERE ticket = :id AND direction = 'in' AND answered_at IS NULL AND gone = 0
 LIMIT 1;

-- name: find_reported
SELECT 1
  FROM report
 WHERE ticket = :id AND sent_at IS NOT NULL AND gone = 0
 LIMIT 1;
