-- Campaigns: runs whose accounts are reached wave by wave; and what is asked of the process that carries a run out.

-- May be NULL: nobody asks the run to stop. Else who does, for people. Gone when somebody takes the run over.
ALTER TABLE runs ADD COLUMN stop_asked TEXT;

CREATE TABLE campaigns (
  run        TEXT   PRIMARY KEY REFERENCES runs (id),
  -- The frozen pace.
  size       BIGINT NOT NULL,
  canary     BIGINT NOT NULL,      -- the first wave; 0: it is like the others
  every      TEXT   NOT NULL,      -- ISO-8601 duration, from the start of a wave to that of the next
  max_failed TEXT   NOT NULL,      -- percent of a wave's accounts
  hours      TEXT,                 -- may be NULL: at any hour; else MON-FRI 08:00-17:00
  zone       TEXT   NOT NULL,      -- what the hours and the holidays mean
  holidays   TEXT   NOT NULL,      -- ISO-8601 dates, sorted, separated by commas; may be empty
  -- The last wave that was started.
  wave       BIGINT NOT NULL,      -- from 1; 0: none yet
  accounts   BIGINT NOT NULL,      -- how many it has
  after_seq  BIGINT NOT NULL,      -- its accounts are those that were planned
  until_seq  BIGINT NOT NULL,      -- from after_seq, exclusively, to until_seq; -1: none yet
  started_at BIGINT,               -- may be NULL: none yet
  due_at     BIGINT,               -- may be NULL: it is under way. When it, or the next one, may go on
  paused     TEXT                  -- may be NULL: not paused. Why nothing goes on until somebody says resume
);
CREATE INDEX campaigns_due ON campaigns (due_at) WHERE due_at IS NOT NULL;
