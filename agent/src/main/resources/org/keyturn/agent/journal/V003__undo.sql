-- What an undo needs: which run it takes back, and what each write left behind.

-- May be NULL: the run takes nothing back.
ALTER TABLE runs ADD COLUMN undoes TEXT;

-- As pre_image, seen right after the write. May be NULL: not written, or by an older version.
ALTER TABLE items ADD COLUMN post_image TEXT;
