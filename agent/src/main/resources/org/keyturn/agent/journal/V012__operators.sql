-- Operators whose authority does not reach everybody.

-- JSON object as account.Remit keeps itself; {} where the run may touch whoever it means.
ALTER TABLE runs ADD COLUMN remit TEXT NOT NULL DEFAULT '{}';

-- The code beside an operator's password. Checks cannot be changed where a table stands.
CREATE TABLE tickets_new (
  id          TEXT    PRIMARY KEY,    -- random, 128 bits; also what a claim link names
  purpose     TEXT    NOT NULL CHECK (purpose IN ('RECOVERY', 'CLAIM', 'ADDRESS', 'SIGN_IN')),
  directory   TEXT    NOT NULL,
  subject     TEXT    NOT NULL,       -- the account's id; where nobody is meant, a keyed hash of what was typed
  genuine     INTEGER NOT NULL,       -- 0: goes every step as the others do, and leads nowhere
  login       TEXT    NOT NULL,       -- may be empty
  addresses   TEXT    NOT NULL,       -- a hash of the account's addresses: another one ends the ticket
  password_at BIGINT,                 -- when the password was set, as seen at the start; may be NULL: not recorded, or a claim
  browser     TEXT,                   -- a hash of the secret in its cookie; may be NULL: a link that nobody has used
  shown       TEXT    NOT NULL,       -- JSON object: channel -> masked address, as it is shown; of an ADDRESS the new one as it is
  needed      INTEGER NOT NULL,       -- how many different channels are to be proved
  proved      TEXT    NOT NULL,       -- those that were, separated by spaces
  step        TEXT    NOT NULL CHECK (step IN ('ASKED', 'SENT', 'PROVED', 'SPENT', 'DEAD')),
  channel     TEXT,                   -- may be NULL: none was chosen
  code        INTEGER NOT NULL,       -- the number of its last code; 0: none was made
  tries       INTEGER NOT NULL,       -- of that code
  sent_at     BIGINT,                 -- may be NULL: no code was asked for
  created_at  BIGINT  NOT NULL,
  expires_at  BIGINT  NOT NULL,
  run         TEXT                    -- may be NULL: the run that it was spent on
);
INSERT INTO tickets_new SELECT * FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;
CREATE INDEX tickets_by_subject ON tickets (directory, subject, sent_at);
CREATE INDEX tickets_by_expiry ON tickets (expires_at);
CREATE INDEX tickets_by_run ON tickets (run) WHERE run IS NOT NULL;
