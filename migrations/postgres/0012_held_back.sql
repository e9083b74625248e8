-- Answers of an open link that came faster from one network than a school class sends: kept, and counted nowhere until
-- staff take them in, all or none. Nothing says from where or when. Columns as in the inbox.
CREATE TABLE held_back (
    id BYTEA NOT NULL,
    wave BYTEA NOT NULL REFERENCES wave (id),
    version BIGINT NOT NULL,
    answers TEXT NOT NULL,
    stratum TEXT NOT NULL,
    PRIMARY KEY (wave, id)
);

-- How many were left out, once they are deleted with all single answers.
ALTER TABLE wave ADD COLUMN left_out BIGINT NOT NULL DEFAULT 0;

-- The codes of this batch that were not used are no good any more, and deleted.
ALTER TABLE batch ADD COLUMN voided BIGINT NOT NULL DEFAULT 0;
