-- What a sync needs: which policy each account is to be under, and how far it has looked.

-- The DN of the policy; blank: the default. NULL: the run assigns none.
ALTER TABLE items ADD COLUMN policy TEXT;

-- The cookie is the server's own. It is saved after the outcomes of what it led to.
CREATE TABLE sync_points (
  directory     TEXT NOT NULL PRIMARY KEY,
  declaration   TEXT NOT NULL,
  cookie        TEXT NOT NULL,
  -- JSON: the DN of a group -> a digest of its members.
  group_digests TEXT NOT NULL,
  full_at       BIGINT NOT NULL,
  -- JSON: the id of an account that is not as declared -> why; looked at again.
  pending       TEXT NOT NULL
);
