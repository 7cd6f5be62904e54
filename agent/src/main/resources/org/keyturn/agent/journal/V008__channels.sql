-- Messages go by more ways than mail, and programs are told what happened.

-- For WEBHOOK and HOOK the recipient is the name that the config has for it.
ALTER TABLE outbox ADD COLUMN channel TEXT NOT NULL DEFAULT 'MAIL'
  CHECK (channel IN ('MAIL', 'SMS', 'WEBHOOK', 'HOOK'));
CREATE INDEX outbox_due_by_channel ON outbox (state, channel, id);
DROP INDEX outbox_due;

-- Up to which entry of the audit trail a subscriber was told: what is beyond it is owed still.
CREATE TABLE event_feeds (
  subscriber TEXT   PRIMARY KEY,           -- 'webhook/NAME', 'hook/NAME'
  seq        BIGINT NOT NULL               -- 0: nothing yet
);
