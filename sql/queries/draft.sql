-- Statements of src/ledger/draft.c.

-- name: draft_save
INSERT INTO draft (id, kind, ticket, started_at, updated_at, fields)
VALUES (:id, :kind, :ticket, :started_at, :updated_at, :fields)
ON CONFLICT (id) DO UPDATE SET ticket = excluded.ticket, updated_at = excluded.updated_at, fields = excluded.fields;

-- name: draft_drop
DELETE FROM draft
 WHERE id = :id;

-- name: drafts
SELECT id, kind, ticket, started_at, updated_at, fields
  FROM draft
 ORDER BY started_at, id;
