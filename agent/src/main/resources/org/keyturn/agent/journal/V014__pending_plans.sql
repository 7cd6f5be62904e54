-- Plans that people froze in the console and that are not carried out yet. The document is the file pending/ID.plan of
-- the store; here is what becomes of it. A row stays when its run has begun: it says whose run it is.
CREATE TABLE pending_plans (
  id           TEXT    PRIMARY KEY,  -- the plan's, and then its run's
  checksum     TEXT    NOT NULL,
  action       TEXT    NOT NULL,
  directory    TEXT    NOT NULL,     -- whose accounts it means
  job          TEXT,                 -- of the config
  changes      BIGINT  NOT NULL,
  gone         BIGINT  NOT NULL,     -- chosen from a list, and not there any more
  searched     INTEGER NOT NULL,     -- 0 | 1: chosen by a filter, not one by one
  grave        INTEGER NOT NULL,     -- 0 | 1: whoever confirms it gives their own password again
  planned_in   TEXT    NOT NULL,     -- who planned it: the directory and the id of their account
  planned_by   TEXT    NOT NULL,
  login        TEXT    NOT NULL,
  dn           TEXT    NOT NULL,
  role         TEXT    NOT NULL,
  via          TEXT    NOT NULL,
  brake        TEXT    NOT NULL,     -- what the brake said
  tripped      INTEGER NOT NULL,     -- 0 | 1
  created_at   BIGINT  NOT NULL,
  valid_until  BIGINT  NOT NULL,
  state        TEXT    NOT NULL CHECK (state IN ('PLANNED', 'WAITING', 'QUEUED', 'BEGUN', 'DROPPED')),
  reason       TEXT    NOT NULL,     -- why it is to be done
  given        BLOB,                 -- a password that was typed for the one account, sealed; NULL once it is the run's
  approved_in  TEXT,                 -- the second person, as above
  approved_by  TEXT,
  approver     TEXT,                 -- their login
  approved_at  BIGINT,
  dropped      TEXT    NOT NULL      -- why it is not carried out; else blank
);
CREATE INDEX pending_plans_by_state ON pending_plans (state, created_at);

-- What a run mailed is told on its page.
CREATE INDEX outbox_by_run ON outbox (run, state);
