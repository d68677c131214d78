-- What the migrations make, for reading; never loaded.
-- tests/unit/ledger/schema_test.c compares it, and writes it with DAICHO_UPDATE=1.

CREATE TABLE call (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    ticket          INTEGER REFERENCES ticket (id),
    start_at        INTEGER NOT NULL,
    end_at          INTEGER,
    result          TEXT,
    number          TEXT,
    memo            TEXT
) STRICT;

CREATE INDEX call_open ON call (start_at) WHERE end_at IS NULL AND gone = 0;

CREATE INDEX call_start ON call (start_at);

CREATE INDEX call_ticket ON call (ticket) WHERE ticket IS NOT NULL;

CREATE TABLE change (
    id     INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    action TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('operator', 'engine', 'intake', 'import')),
    reason TEXT,
    target INTEGER REFERENCES change (id)
, import INTEGER REFERENCES change (id), was INTEGER) STRICT;

CREATE INDEX change_at ON change (at);

CREATE INDEX change_target ON change (target, id) WHERE target IS NOT NULL;

CREATE INDEX change_was ON change (import, was) WHERE import IS NOT NULL;

CREATE TRIGGER change_is_final BEFORE UPDATE ON change BEGIN SELECT raise(ABORT, 'history is append-only'); END;

CREATE TRIGGER change_is_kept BEFORE DELETE ON change BEGIN SELECT raise(ABORT, 'history is append-only'); END;

CREATE TABLE contact (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    ticket          INTEGER NOT NULL REFERENCES ticket (id),
    direction       TEXT NOT NULL,
    channel         TEXT,
    at              INTEGER NOT NULL,
    party           INTEGER REFERENCES party (id),
    name            TEXT,
    department      TEXT,
    subject         TEXT,
    mail            INTEGER REFERENCES mail (id),
    snippet         TEXT,
    answered_at     INTEGER,
    answer          TEXT,
    answer_channel  TEXT
) STRICT;

CREATE INDEX contact_mail ON contact (mail) WHERE mail IS NOT NULL;

CREATE INDEX contact_party ON contact (party) WHERE party IS NOT NULL;

CREATE INDEX contact_ticket ON contact (ticket, at);

CREATE TABLE counter (
    band    INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    n       INTEGER NOT NULL,
    est_min INTEGER NOT NULL,
    PRIMARY KEY (band, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE department (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    name            TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX department_name ON department (name) WHERE gone = 0;

CREATE TABLE derived (
    name  TEXT PRIMARY KEY,
    value ANY
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,
    ticket     INTEGER REFERENCES ticket (id),
    started_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    fields     TEXT NOT NULL
) STRICT;

CREATE TABLE event (
    id     INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id),
    entity TEXT NOT NULL,
    row    INTEGER NOT NULL,
    field  TEXT NOT NULL,
    old    ANY,
    new    ANY,
    ticket INTEGER REFERENCES ticket (id)
) STRICT;

CREATE INDEX event_change ON event (change);

CREATE INDEX event_ticket ON event (ticket, change) WHERE ticket IS NOT NULL;

CREATE TRIGGER event_is_final BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'history is append-only'); END;

CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'history is append-only'); END;

CREATE TABLE link (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    ticket          INTEGER NOT NULL REFERENCES ticket (id),
    other           INTEGER NOT NULL REFERENCES ticket (id),
    kind            TEXT NOT NULL
) STRICT;

CREATE INDEX link_other ON link (other);

CREATE INDEX link_ticket ON link (ticket);

CREATE TABLE mail (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    state           TEXT NOT NULL,
    folder          TEXT NOT NULL,
    ticket          INTEGER REFERENCES ticket (id),
    at              INTEGER,
    name            TEXT,
    address         TEXT,
    subject         TEXT,
    message_id      TEXT,
    refs            TEXT,
    digest          TEXT NOT NULL,
    source          TEXT,
    place           TEXT,
    size            INTEGER CHECK (size >= 0),
    attachments     INTEGER CHECK (attachments >= 0),
    automatic       INTEGER CHECK (automatic IN (0, 1)),
    echo            INTEGER CHECK (echo IN (0, 1)),
    alert           TEXT,
    recovered       INTEGER CHECK (recovered IN (0, 1)),
    garbled         INTEGER CHECK (garbled IN (0, 1))
) STRICT;

CREATE INDEX mail_alert ON mail (alert, at) WHERE alert IS NOT NULL;

CREATE INDEX mail_at ON mail (at);

CREATE UNIQUE INDEX mail_digest ON mail (digest) WHERE gone = 0;

CREATE INDEX mail_message_id ON mail (message_id) WHERE message_id IS NOT NULL;

CREATE INDEX mail_source ON mail (source) WHERE gone = 0;

CREATE INDEX mail_ticket ON mail (ticket) WHERE ticket IS NOT NULL;

CREATE INDEX mail_waiting ON mail (folder, at) WHERE state = 'waiting' AND gone = 0;

CREATE TABLE mail_raw (
    mail  INTEGER PRIMARY KEY REFERENCES mail (id),
    size  INTEGER NOT NULL CHECK (size >= 0),
    bytes BLOB NOT NULL
) STRICT;

CREATE TRIGGER mail_raw_is_final BEFORE UPDATE ON mail_raw BEGIN SELECT raise(ABORT, 'a raw mail is evidence'); END;

CREATE TRIGGER mail_raw_is_kept BEFORE DELETE ON mail_raw BEGIN SELECT raise(ABORT, 'a raw mail is evidence'); END;

CREATE TABLE mail_seen (
    source TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE mail_text (
    id              INTEGER PRIMARY KEY REFERENCES mail (id),
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    body            TEXT
) STRICT;

CREATE TABLE morning (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    at              INTEGER NOT NULL,
    listing         TEXT
) STRICT;

CREATE TABLE note (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    ticket          INTEGER NOT NULL REFERENCES ticket (id),
    at              INTEGER NOT NULL,
    text            TEXT NOT NULL
) STRICT;

CREATE INDEX note_ticket ON note (ticket, at);

CREATE TABLE party (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    name            TEXT NOT NULL,
    kana            TEXT,
    role            TEXT,
    department      INTEGER REFERENCES department (id),
    phone           TEXT,
    address         TEXT,
    vip             INTEGER CHECK (vip IN (0, 1))
) STRICT;

CREATE INDEX party_address ON party (address) WHERE address IS NOT NULL;

CREATE INDEX party_department ON party (department) WHERE department IS NOT NULL;

CREATE INDEX party_name ON party (name);

CREATE TABLE rank (
    key           BLOB PRIMARY KEY,
    ticket        INTEGER NOT NULL UNIQUE REFERENCES ticket (id),
    band          INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    est_min       INTEGER NOT NULL,
    until         INTEGER,
    n_members     INTEGER NOT NULL,
    n_callers     INTEGER NOT NULL,
    n_departments INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE INDEX rank_until ON rank (until) WHERE until IS NOT NULL;

CREATE TRIGGER rank_counts_in AFTER INSERT ON rank BEGIN
    INSERT INTO counter VALUES (new.band, new.kind, 1, new.est_min)
    ON CONFLICT DO UPDATE SET n = n + 1, est_min = est_min + excluded.est_min;
END;

CREATE TRIGGER rank_counts_out AFTER DELETE ON rank BEGIN
    UPDATE counter SET n = n - 1, est_min = est_min - old.est_min WHERE band = old.band AND kind = old.kind;
END;

CREATE TRIGGER rank_counts_over AFTER UPDATE OF band, kind, est_min ON rank
WHEN old.band <> new.band OR old.kind <> new.kind OR old.est_min <> new.est_min BEGIN
    UPDATE counter SET n = n - 1, est_min = est_min - old.est_min WHERE band = old.band AND kind = old.kind;
    INSERT INTO counter VALUES (new.band, new.kind, 1, new.est_min)
    ON CONFLICT DO UPDATE SET n = n + 1, est_min = est_min + excluded.est_min;
END;

CREATE TABLE report (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    ticket          INTEGER NOT NULL REFERENCES ticket (id),
    kind            TEXT NOT NULL,
    recipient       TEXT,
    channel         TEXT,
    sent_at         INTEGER,
    next_at         INTEGER,
    text            TEXT,
    requests        TEXT
) STRICT;

CREATE INDEX report_next ON report (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX report_ticket ON report (ticket, sent_at);

CREATE VIRTUAL TABLE search USING fts5(
    body, title, caller, department, system, callback, tags, error_text, steps, triage_note, workaround, cause, resolution, permanent_fix,
    contact, answer, note,
    content = 'search_all', content_rowid = 'id', columnsize = 0, tokenize = 'daicho'
);

CREATE VIEW search_all AS
SELECT id, body, title, caller, department, system, callback, tags, error_text, steps, triage_note, workaround, cause, resolution, permanent_fix,
       contact, answer, note
  FROM search_facts
 UNION ALL
SELECT -id, body, title, caller, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM search_mail;

CREATE VIEW search_facts AS
SELECT t.id, t.title, t.caller, t.department, t.system, t.callback, t.tags,
       x.body, x.error_text, x.steps, x.triage_note, x.workaround, x.cause, x.resolution, x.permanent_fix,
       (SELECT group_concat(text, char(30))
          FROM (SELECT coalesce(nullif(c.name, t.caller) || char(30), '') || coalesce(nullif(c.department, t.department) || char(30), '') ||
                       coalesce(nullif(c.subject, t.title) || char(30), '') || coalesce(nullif(coalesce(m.body, c.snippet), x.body), '') AS text
                  FROM contact AS c
                  LEFT JOIN mail_text AS m ON m.id = c.mail AND m.gone = 0
                 WHERE c.ticket = t.id AND c.gone = 0
                 ORDER BY c.id)) AS contact,
       (SELECT group_concat(answer, char(30))
          FROM (SELECT nullif(c.answer, x.resolution) AS answer FROM contact AS c WHERE c.ticket = t.id AND c.gone = 0 ORDER BY c.id)) AS answer,
       (SELECT group_concat(text, char(30))
          FROM (SELECT n.text FROM note AS n WHERE n.ticket = t.id AND n.gone = 0 ORDER BY n.id)) AS note
  FROM ticket AS t
  LEFT JOIN ticket_text AS x ON x.id = t.id AND x.gone = 0
 WHERE t.gone = 0;

CREATE VIEW search_mail AS
SELECT m.id, m.subject AS title, coalesce(m.name || char(30), '') || coalesce(m.address, '') AS caller, x.body
  FROM mail AS m
  LEFT JOIN mail_text AS x ON x.id = m.id AND x.gone = 0
 WHERE m.gone = 0 AND m.state NOT IN ('taken', 'sent');

CREATE TABLE setting (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    section         TEXT NOT NULL,
    key             TEXT NOT NULL,
    value           TEXT
) STRICT;

CREATE UNIQUE INDEX setting_name ON setting (section, key) WHERE gone = 0;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE thread (
    id   TEXT PRIMARY KEY,
    root INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX thread_root ON thread (root);

CREATE TABLE ticket (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    kind            TEXT NOT NULL,
    status          TEXT NOT NULL,
    channel         TEXT NOT NULL,
    title           TEXT NOT NULL,
    caller          TEXT,
    department      TEXT,
    party           INTEGER REFERENCES party (id),
    callback        TEXT,
    system          TEXT,
    received_at     INTEGER NOT NULL,
    occurred_at     INTEGER,
    impact          INTEGER CHECK (impact BETWEEN 1 AND 3),
    urgency         INTEGER CHECK (urgency BETWEEN 1 AND 3),
    rated           INTEGER CHECK (rated IN (0, 1)),
    rated_by        TEXT,
    override        INTEGER CHECK (override BETWEEN 1 AND 5),
    override_reason TEXT,
    major           INTEGER CHECK (major IN (0, 1)),
    escalated_at    INTEGER,
    sensitive       INTEGER CHECK (sensitive IN (0, 1)),
    vip             INTEGER CHECK (vip IN (0, 1)),
    stopped         TEXT,
    scope           TEXT,
    affected        INTEGER CHECK (affected >= 0),
    due_at          INTEGER,
    promise_at      INTEGER,
    promise         TEXT,
    resume_on       INTEGER,
    defer_reason    TEXT,
    check_at        INTEGER,
    wait            TEXT,
    wait_whom       TEXT,
    status_before   TEXT,
    waiting_since   INTEGER,
    waited_min      INTEGER CHECK (waited_min >= 0),
    pinned_at       INTEGER,
    pin_until       INTEGER,
    pin_reason      TEXT,
    est_min         INTEGER CHECK (est_min >= 0),
    difficulty      TEXT,
    parent          INTEGER REFERENCES ticket (id),
    member          TEXT,
    recited         INTEGER CHECK (recited IN (0, 1)),
    workaround_at   INTEGER,
    cause_class     TEXT,
    restored_at     INTEGER,
    resolved_at     INTEGER,
    closed_at       INTEGER,
    close_reason    TEXT,
    carried         INTEGER CHECK (carried >= 0),
    reopened        INTEGER CHECK (reopened >= 0),
    change_kind     TEXT,
    approved_by     TEXT,
    approved_on     INTEGER,
    release_on      INTEGER,
    tags            TEXT
, source TEXT, source_id TEXT) STRICT;

CREATE INDEX ticket_caller ON ticket (caller, id) WHERE caller IS NOT NULL;

CREATE INDEX ticket_closed ON ticket (closed_at) WHERE closed_at IS NOT NULL;

CREATE INDEX ticket_escalated ON ticket (escalated_at) WHERE escalated_at IS NOT NULL AND status NOT IN ('closed', 'cancelled') AND gone = 0;

CREATE INDEX ticket_open ON ticket (id) WHERE status NOT IN ('closed', 'cancelled') AND gone = 0;

CREATE INDEX ticket_parent ON ticket (parent) WHERE parent IS NOT NULL;

CREATE INDEX ticket_party ON ticket (party) WHERE party IS NOT NULL;

CREATE INDEX ticket_promise ON ticket (promise_at) WHERE promise_at IS NOT NULL AND status NOT IN ('closed', 'cancelled') AND gone = 0;

CREATE INDEX ticket_received ON ticket (received_at);

CREATE INDEX ticket_source ON ticket (source_id, source) WHERE source_id IS NOT NULL;

CREATE TABLE ticket_text (
    id              INTEGER PRIMARY KEY REFERENCES ticket (id),
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    body            TEXT,
    error_text      TEXT,
    steps           TEXT,
    triage_note     TEXT,
    workaround      TEXT,
    cause           TEXT,
    resolution      TEXT,
    permanent_fix   TEXT,
    private_memo    TEXT
) STRICT;

CREATE TABLE work (
    id              INTEGER PRIMARY KEY,
    gone            INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    ticket          INTEGER REFERENCES ticket (id),
    kind            TEXT NOT NULL,
    start_at        INTEGER NOT NULL,
    end_at          INTEGER,
    paused_by       INTEGER REFERENCES call (id),
    memo            TEXT
) STRICT;

CREATE INDEX work_paused_by ON work (paused_by) WHERE paused_by IS NOT NULL;

CREATE INDEX work_running ON work (start_at) WHERE end_at IS NULL AND gone = 0;

CREATE INDEX work_start ON work (start_at);

CREATE INDEX work_ticket ON work (ticket) WHERE ticket IS NOT NULL;
