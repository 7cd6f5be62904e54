-- When the passwords of a spread are to end, each at an instant of its own.

-- May be NULL: the run is no spread, or leaves this account alone.
ALTER TABLE items ADD COLUMN ends_at BIGINT;
