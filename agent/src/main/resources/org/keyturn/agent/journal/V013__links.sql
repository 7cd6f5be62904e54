-- People who have accounts in several directories: runs that are begun together, and who is who in them.

-- The ids of the runs that were begun together, in the order in which they are carried out, separated by spaces.
-- May be NULL: it stands alone.
ALTER TABLE runs ADD COLUMN linked TEXT;

-- The account id of the same person in the first of these runs. May be NULL: it is of that one, or stands alone.
ALTER TABLE items ADD COLUMN person TEXT;
