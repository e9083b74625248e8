-- The day on which a wave ends stands with the wave alone, where staff move it: mails went by a copy of it that stayed behind.
ALTER TABLE mailing DROP COLUMN closes;
