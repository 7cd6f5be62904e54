-- What a list says of one account beside who it is, and where a run writes its new passwords down.

-- May be NULL: where this account's message goes, or whom the sheet says the password is for.
ALTER TABLE items ADD COLUMN deliver_to TEXT;

-- 0 | 1: the password was chosen by an operator and is in sealed from the start; none is generated in its place.
ALTER TABLE items ADD COLUMN given INTEGER NOT NULL DEFAULT 0;

-- The encrypted file that a run writes its new passwords into, so that a later process completes the same one.
CREATE TABLE sheets (
  run        TEXT PRIMARY KEY REFERENCES runs (id),
  file       TEXT NOT NULL,
  recipients TEXT NOT NULL,            -- OpenPGP certificates, armoured; may be empty
  passphrase BYTEA                     -- sealed; may be NULL: there is none, or the run is done
);
