-- What comes from elsewhere: the number of a ticket there, by which it is known again; and what had happened to it before it came, which
-- is history, but nothing that was done here: `import` is the change that brought it, `was` its number there.

ALTER TABLE ticket ADD COLUMN source TEXT;
ALTER TABLE ticket ADD COLUMN source_id TEXT;
CREATE INDEX ticket_source ON ticket (source_id, source) WHERE source_id IS NOT NULL;

ALTER TABLE change ADD COLUMN import INTEGER REFERENCES change (id);
ALTER TABLE change ADD COLUMN was INTEGER;
CREATE INDEX change_was ON change (import, was) WHERE import IS NOT NULL;
