-- Texts that respondents wrote, for whoever reviews them before anybody else sees them.

-- One row per text, made when a wave that has ended is first reviewed. Nothing leads to the answer it was written in or to
-- another text of the same person: the id is random, and rows are made in an order of chance.
-- item: where it was written. given: empty once single answers are deleted. state: waiting | released | kept_back.
CREATE TABLE open_text (
    wave BLOB NOT NULL REFERENCES wave (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    id BLOB NOT NULL,
    given TEXT NOT NULL,
    redacted TEXT NOT NULL,
    state TEXT NOT NULL,
    reviewer BLOB REFERENCES account (id),
    PRIMARY KEY (wave, item, id)
) WITHOUT ROWID;

-- Waves whose queue is complete. beginner: who let it be made. revision: counts the decisions.
CREATE TABLE text_review (
    wave BLOB NOT NULL PRIMARY KEY REFERENCES wave (id) ON DELETE CASCADE,
    beginner BLOB NOT NULL REFERENCES account (id),
    revision BIGINT NOT NULL
);
