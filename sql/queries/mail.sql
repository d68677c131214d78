-- Statements of src/ledger/mail.c: which mails are known, which belong together, and how they came.

-- name: mails_like
SELECT id FROM mail WHERE message_id = :message_id AND gone = 0
UNION
SELECT id FROM mail WHERE digest = :digest AND gone = 0;

-- name: mail_known
SELECT 1 FROM mail WHERE source = :source AND gone = 0
UNION ALL
SELECT 1 FROM mail_seen WHERE source = :source
 LIMIT 1;

-- name: mail_seen_add
INSERT OR IGNORE INTO mail_seen (source) VALUES (:source);

-- name: thread_root
SELECT root FROM thread WHERE id = :id;

-- name: thread_join
INSERT OR IGNORE INTO thread (id, root) VALUES (:id, :root);

-- name: thread_merge
UPDATE thread SET root = :root WHERE root = :other;

-- name: thread_drop
DELETE FROM thread;

-- name: thread_mails
-- Newest first. A mail without a Message-ID stands in the thread by its number.
SELECT m.id, m.at
  FROM thread AS t
  JOIN mail AS m ON m.message_id = t.id
 WHERE t.root = :root AND m.gone = 0
UNION
SELECT m.id, m.at
  FROM thread AS t
  JOIN mail AS m ON m.id = CAST(substr(t.id, 2) AS INTEGER)
 WHERE t.root = :root AND t.id GLOB '#*' AND m.message_id IS NULL AND m.gone = 0
 ORDER BY 2 DESC, 1 DESC
 LIMIT :n;

-- name: mail_raw_add
INSERT INTO mail_raw (mail, size, bytes) VALUES (:mail, :size, :bytes);

-- name: mail_raw_read
SELECT size, bytes FROM mail_raw WHERE mail = :mail;

-- name: list_mails_alert
SELECT id FROM mail WHERE alert = :text AND gone = 0 ORDER BY at DESC, id DESC LIMIT :n;

-- name: list_alerts_of_ticket
SELECT id
  FROM mail
 WHERE ticket IN (SELECT :id UNION ALL SELECT id FROM ticket WHERE parent = :id AND gone = 0 AND status <> 'cancelled')
   AND alert IS NOT NULL AND gone = 0
 ORDER BY at, id;
