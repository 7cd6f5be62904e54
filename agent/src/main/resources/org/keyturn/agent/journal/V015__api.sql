-- What programs do over HTTP: with which tokens, and what was answered to what they may ask again.

CREATE TABLE access_tokens (
  name       TEXT    PRIMARY KEY,
  hash       TEXT    NOT NULL UNIQUE,   -- hex SHA-256 of the token, which stands nowhere
  role       TEXT    NOT NULL CHECK (role IN ('viewer', 'helpdesk', 'admin')),
  base       TEXT,                      -- may be NULL: not kept to the accounts below an entry
  members    TEXT,                      -- may be NULL: not kept to a group's members
  owner      TEXT    NOT NULL,          -- the login of who made it: whom it stands for where two people are asked for
  owner_id   TEXT    NOT NULL,          -- the id of their account; made at a command line: the login again
  owner_dn   TEXT    NOT NULL,          -- where their account stood, which is never touched; made at a command line: the login again
  created_at BIGINT  NOT NULL,
  expires_at BIGINT  NOT NULL,
  used_at    BIGINT,                    -- to the minute. May be NULL: never
  revoked_at BIGINT                     -- may be NULL: it was not
);

-- An answer is kept for a day, so that what is asked twice is done once. There is no secret in one.
CREATE TABLE api_answers (
  token      TEXT    NOT NULL,
  key        TEXT    NOT NULL,          -- the header Idempotency-Key
  request    TEXT    NOT NULL,          -- hex SHA-256 of what was asked
  created_at BIGINT  NOT NULL,
  status     INTEGER,                   -- may be NULL, as what follows: it is being worked on, or its end is not known
  location   TEXT,                      -- may be NULL: there is no header Location
  body       TEXT,
  PRIMARY KEY (token, key)
);
CREATE INDEX api_answers_by_age ON api_answers (created_at);
