-- What people were before they were removed, and how far they are gone or back again.
-- No password is here, hashed or not.

-- One row an account that was removed, written before the first step is taken.
CREATE TABLE removals (
  directory  TEXT    NOT NULL,
  account_id TEXT    NOT NULL,
  run        TEXT    NOT NULL REFERENCES runs (id),  -- the last one that removed it
  dn         TEXT    NOT NULL,      -- where it stood
  login      TEXT    NOT NULL,
  enabled    INTEGER NOT NULL,      -- 0 | 1: whether it could sign in
  state      TEXT    NOT NULL CHECK (state IN ('BEGUN', 'REMOVED', 'RESTORED')),
  at         BIGINT  NOT NULL,      -- when the state was last set
  PRIMARY KEY (directory, account_id)
);
CREATE INDEX removals_by_state ON removals (directory, state, login);

-- What is taken from it, in this order; and given back in the other one.
CREATE TABLE removal_steps (
  directory  TEXT    NOT NULL,
  account_id TEXT    NOT NULL,
  seq        INTEGER NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('DISABLE', 'SCRAMBLE', 'LEAVE', 'CLEAR', 'MOVE')),
  subject    TEXT    NOT NULL,      -- LEAVE: the group's DN; else blank
  attribute  TEXT    NOT NULL,      -- LEAVE, CLEAR: which; else blank
  content    TEXT    NOT NULL,      -- JSON object: a number → a value in Base64
  pre_image  TEXT,                  -- SCRAMBLE: as in items. May be NULL: not begun
  state      TEXT    NOT NULL CHECK (state IN ('PLANNED', 'INTENT', 'DONE', 'LEFT',
                                               'BACK_INTENT', 'BACK')),
  PRIMARY KEY (directory, account_id, seq),
  FOREIGN KEY (directory, account_id) REFERENCES removals (directory, account_id)
);
