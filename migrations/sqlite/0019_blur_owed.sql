-- blur_owed: answers were moved out of the inbox, and what tells in which order they came was not taken off the disk yet. It
-- is set in the commit that moves them, so that it is done the next time where it failed or the service stopped before.
ALTER TABLE wave ADD COLUMN blur_owed BIGINT NOT NULL DEFAULT 0;
