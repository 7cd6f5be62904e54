-- Jobs whose schedule rests: their instants pass, and are recorded as missed. What a person starts by hand is not held up.

CREATE TABLE paused_jobs (
  job    TEXT   PRIMARY KEY,   -- as the config names it; it may have none of that name any more
  actor  TEXT   NOT NULL,      -- who paused it
  reason TEXT   NOT NULL,      -- what they wrote; may be empty
  at     BIGINT NOT NULL       -- when
);
