-- How a run of reminders tells people: at which points around the end of a password, when, and whom besides.

-- May be NULL: the run is of something else. Else a JSON object, keys sorted.
ALTER TABLE runs ADD COLUMN reminding TEXT;
-- Until now a run knew one point before the end, and told of the end itself, however long ago.
UPDATE runs
SET reminding = '{"at":"' || remind_before || ' PT0S","escalateTo":"","holidays":"","late":"PT876000H","zone":"UTC"}'
WHERE remind_before IS NOT NULL;
ALTER TABLE runs DROP COLUMN remind_before;

-- Serves the count of those whom a job told today.
CREATE INDEX runs_by_job ON runs (job, started_at);
