-- Coming back one by one: found by the mail address too, and where something is missing without it. Managers who are told.
-- Deletion, once those who left were kept long enough.

-- Whether what cannot be had back is done without; 0 for all but a restore.
ALTER TABLE runs ADD COLUMN partial INTEGER NOT NULL DEFAULT 0;

-- Whether the managers of those who leave are told; 0 for all but a removal.
ALTER TABLE runs ADD COLUMN tell_manager INTEGER NOT NULL DEFAULT 0;

-- Seconds until those who leave may be deleted. May be NULL: they never may, or it is no removal.
ALTER TABLE runs ADD COLUMN purge_after BIGINT;

-- Checks cannot be changed where a table stands: of removals a state more is PURGED, of its steps MISSING.
CREATE TABLE removals_new (
  directory   TEXT    NOT NULL,
  account_id  TEXT    NOT NULL,
  run         TEXT    NOT NULL REFERENCES runs (id),  -- the last one that removed it
  dn          TEXT    NOT NULL,      -- where it stood
  login       TEXT    NOT NULL,
  mail        TEXT    NOT NULL,      -- blank: it had none, was deleted, or was removed before this was kept
  manager     TEXT    NOT NULL,      -- the account id of whoever is to be told; blank: nobody
  enabled     INTEGER NOT NULL,      -- 0 | 1: whether it could sign in
  state       TEXT    NOT NULL CHECK (state IN ('BEGUN', 'REMOVED', 'RESTORED', 'PURGED')),
  at          BIGINT  NOT NULL,      -- when the state was last set
  purge_after BIGINT,                -- seconds after its removal. May be NULL: it is kept for good
  PRIMARY KEY (directory, account_id)
);
INSERT INTO removals_new (directory, account_id, run, dn, login, mail, manager, enabled, state, at)
  SELECT directory, account_id, run, dn, login, '', '', enabled, state, at FROM removals;

CREATE TABLE removal_steps_new (
  directory  TEXT    NOT NULL,
  account_id TEXT    NOT NULL,
  seq        INTEGER NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('DISABLE', 'SCRAMBLE', 'LEAVE', 'CLEAR', 'MOVE')),
  subject    TEXT    NOT NULL,      -- LEAVE: the group's DN; else blank
  attribute  TEXT    NOT NULL,      -- LEAVE, CLEAR: which; else blank
  content    TEXT    NOT NULL,      -- JSON object: a number → a value in Base64
  pre_image  TEXT,                  -- SCRAMBLE: as in items. May be NULL: not begun
  state      TEXT    NOT NULL CHECK (state IN ('PLANNED', 'INTENT', 'DONE', 'LEFT',
                                               'BACK_INTENT', 'BACK', 'MISSING')),
  PRIMARY KEY (directory, account_id, seq),
  FOREIGN KEY (directory, account_id) REFERENCES removals_new (directory, account_id)
);
INSERT INTO removal_steps_new
  SELECT directory, account_id, seq, kind, subject, attribute, content, pre_image, state FROM removal_steps;

DROP TABLE removal_steps;
DROP TABLE removals;
ALTER TABLE removals_new RENAME TO removals;
ALTER TABLE removal_steps_new RENAME TO removal_steps;
CREATE INDEX removals_by_state ON removals (directory, state, login);
