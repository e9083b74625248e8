-- enough: wants no more mails of this wave, and said so by a link that is in mails where nobody can know who has answered.
-- Whoever follows it may have answered or not.
ALTER TABLE invitation ADD COLUMN enough BIGINT NOT NULL DEFAULT 0;
