-- The ledger's tables. SQLite and PostgreSQL take the same text: BIGINT, TEXT and BYTEA alone.
--
-- A time is a BIGINT: microseconds since 1970-01-01T00:00:00Z. It sorts, and both databases share it.
-- "May be NULL" is written where it may. Text that came from a directory is untrusted.
--
--   holders 1 ──< runs 1 ──< items 1 ──0..1 sealed
--                  │           └──0..1 claims      one per account and directory
--                  └──< outbox                     what is owed to people
--   occurrences                                    scheduled instants, each taken once
--   audit, audit_head                              the chain, and where it ends

-- Numbers that only go up. A write that needs one waits here for the one before it.
CREATE TABLE counters (
  name  TEXT PRIMARY KEY,          -- holder | fence | message
  value BIGINT NOT NULL            -- the last one that was given out
);
INSERT INTO counters (name, value) VALUES ('holder', 0), ('fence', 0), ('message', 0);

-- The processes that use the store now. A row goes when its process closes the store or is found dead.
CREATE TABLE holders (
  id            BIGINT PRIMARY KEY,
  kind          TEXT   NOT NULL CHECK (kind IN ('DAEMON', 'COMMAND')),
  host          TEXT   NOT NULL,
  boot          TEXT   NOT NULL,   -- which boot of that host: after another one its processes are gone
  pid_space     TEXT   NOT NULL,   -- the PID namespace: process ids mean something inside one alone
  pid           BIGINT NOT NULL,
  process_start TEXT   NOT NULL,   -- tells a process from a later one with its id; not moved by the clock
  started_at    BIGINT NOT NULL,
  beat_at       BIGINT NOT NULL
);

CREATE TABLE runs (
  id            TEXT   PRIMARY KEY,
  job           TEXT,              -- may be NULL: a command
  action        TEXT   NOT NULL,   -- as on the command line: force-change
  directory     TEXT   NOT NULL,
  server        TEXT   NOT NULL,
  actor         TEXT   NOT NULL,
  reason        TEXT   NOT NULL,
  plan_checksum TEXT   NOT NULL,
  must_change   INTEGER NOT NULL,  -- 0 | 1
  deliver       TEXT   NOT NULL,
  deliver_to    TEXT,              -- may be NULL: the account's own address
  remind_before TEXT,              -- may be NULL: ISO-8601 duration before the expiry, of a reminder
  scanned       BIGINT NOT NULL,
  state         TEXT   NOT NULL CHECK (state IN ('OPEN', 'DONE')),
  started_at    BIGINT NOT NULL,
  ended_at      BIGINT,            -- may be NULL: open
  stopped_by    TEXT,              -- may be NULL: did not stop before its end
  holder        BIGINT NOT NULL,   -- a row of holders; 0: nobody
  fence         BIGINT NOT NULL    -- who writes must know it; each ownership has a higher one
);
CREATE INDEX runs_by_start ON runs (started_at);
CREATE INDEX runs_by_state ON runs (state, started_at);

CREATE TABLE items (
  run        TEXT   NOT NULL REFERENCES runs (id),
  seq        BIGINT NOT NULL,      -- the place in the plan, from 0
  account_id TEXT   NOT NULL,
  dn         TEXT   NOT NULL,
  login      TEXT   NOT NULL,
  why        TEXT   NOT NULL,
  pre_image  TEXT   NOT NULL,      -- JSON object: attribute → the server's text, keys sorted
  state      TEXT   NOT NULL CHECK (state IN ('PLANNED', 'INTENT', 'UNKNOWN', 'APPLIED',
                                              'ALREADY_SO', 'SKIPPED', 'FAILED', 'PARKED')),
  reason     TEXT   NOT NULL,
  detail     TEXT   NOT NULL,
  attempts   INTEGER NOT NULL,
  at         BIGINT,               -- may be NULL: nothing happened yet
  PRIMARY KEY (run, seq)
);
-- Serves the next planned accounts in order (their reason is empty) and the counts without a look at the rows.
CREATE INDEX items_by_state ON items (run, state, reason, seq);
CREATE INDEX items_unresolved ON items (run, seq) WHERE state IN ('INTENT', 'UNKNOWN');
CREATE INDEX items_by_account ON items (account_id, run);

-- New passwords, sealed. A row is deleted, and its bytes overwritten, once nobody needs it.
CREATE TABLE sealed (
  run     TEXT   NOT NULL,
  seq     BIGINT NOT NULL,
  content BYTEA  NOT NULL,
  PRIMARY KEY (run, seq),
  FOREIGN KEY (run, seq) REFERENCES items (run, seq)
);

-- Accounts between intent and outcome: no two open runs write to one account at a time.
CREATE TABLE claims (
  directory  TEXT   NOT NULL,
  account_id TEXT   NOT NULL,
  run        TEXT   NOT NULL REFERENCES runs (id),
  seq        BIGINT NOT NULL,
  PRIMARY KEY (directory, account_id)
);
CREATE INDEX claims_by_run ON claims (run);

CREATE TABLE outbox (
  id              BIGINT PRIMARY KEY,
  message_id      TEXT   NOT NULL UNIQUE,  -- the same at every attempt
  dedupe          TEXT   NOT NULL UNIQUE,
  run             TEXT,                    -- may be NULL: no run owes it
  kind            TEXT   NOT NULL,
  recipient       TEXT   NOT NULL,
  language        TEXT   NOT NULL,
  login           TEXT,                    -- may be NULL; the value "login" of field_values, to be found by
  field_values    TEXT   NOT NULL,         -- JSON object, keys sorted
  sealed          BYTEA,                   -- may be NULL: none, or destroyed
  state           TEXT   NOT NULL CHECK (state IN ('OWED', 'SENT', 'PARKED', 'DROPPED')),
  attempts        INTEGER NOT NULL,
  created_at      BIGINT NOT NULL,
  next_attempt_at BIGINT NOT NULL,
  sent_at         BIGINT,                  -- may be NULL: not sent
  error           TEXT   NOT NULL
);
CREATE INDEX outbox_due ON outbox (state, id);
CREATE INDEX outbox_by_login ON outbox (login, id);

CREATE TABLE occurrences (
  job          TEXT   NOT NULL,
  scheduled_at BIGINT NOT NULL,
  state        TEXT   NOT NULL CHECK (state IN ('FIRED', 'MISSED', 'REFUSED')),
  run          TEXT,                       -- may be NULL: none came of it
  detail       TEXT   NOT NULL,
  PRIMARY KEY (job, scheduled_at)
);
CREATE INDEX occurrences_by_time ON occurrences (scheduled_at);

-- Who did what to whom. The hash of an entry covers the entry and the hash before it.
CREATE TABLE audit (
  seq       BIGINT PRIMARY KEY,            -- from 1, without gaps
  at        BIGINT NOT NULL,
  actor     TEXT   NOT NULL,
  event     TEXT   NOT NULL,
  directory TEXT   NOT NULL,
  run       TEXT,                          -- may be NULL: outside a run
  subject   TEXT   NOT NULL,
  details   TEXT   NOT NULL,               -- JSON object, keys sorted
  hash      TEXT   NOT NULL                -- 64 hexadecimal digits
);
CREATE INDEX audit_by_time ON audit (at, seq);

-- One row: the end of the chain. Who appends waits here for the one before.
CREATE TABLE audit_head (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  seq  BIGINT  NOT NULL,                   -- 0: no entry yet
  hash TEXT    NOT NULL
);
INSERT INTO audit_head (id, seq, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
