-- pending: how many drafts on their way to be stored have left this address, as long as none of them is; 0 once it came with
-- answers that are stored, and then it stays, whoever else is turned away. So it is no count of answers.
ALTER TABLE contact_request ADD COLUMN pending BIGINT NOT NULL DEFAULT 0;
