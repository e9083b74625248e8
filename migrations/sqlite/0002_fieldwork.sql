-- Who may answer, when, and how answers are kept from being joined to whoever gave them.

-- access: open (whoever has the link) | code (random code sheets) | invited (by e-mail, answers are mixed) | named.
-- opens, closes: the minute at which the state changes by itself, local time in Europe/Berlin, YYYY-MM-DDTHH:MM.
-- grace: a wave that has ended still takes what was begun before, until this minute. Empty when that is over.
-- pool: answers that the last mixing left in the inbox.
-- settled: since the end of the wave nothing that is stored lies in the order in which it came.
ALTER TABLE wave ADD COLUMN access TEXT NOT NULL DEFAULT 'open';
ALTER TABLE wave ADD COLUMN opens TEXT;
ALTER TABLE wave ADD COLUMN closes TEXT;
ALTER TABLE wave ADD COLUMN grace TEXT;
ALTER TABLE wave ADD COLUMN pool BIGINT NOT NULL DEFAULT 0;
ALTER TABLE wave ADD COLUMN settled BIGINT NOT NULL DEFAULT 0;

-- What of the stratum may stand beside an answer; empty for nothing. Coarsened when the answer is stored.
ALTER TABLE response ADD COLUMN stratum TEXT NOT NULL DEFAULT '';

-- How many answers are hoped for, per Kreis.
CREATE TABLE target (
    wave BLOB NOT NULL REFERENCES wave (id),
    kreis TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (wave, kreis)
);

-- Codes that were given out together, and for whom.
CREATE TABLE batch (
    id BLOB NOT NULL PRIMARY KEY,
    wave BLOB NOT NULL REFERENCES wave (id),
    firm TEXT NOT NULL,
    occupation TEXT NOT NULL,
    year TEXT NOT NULL,
    issued BIGINT NOT NULL
);

-- hash: of a code of 128 random bits, under the key in the settings. No day, no person; the code itself is nowhere.
-- spent: an answer was stored with it, in the same commit.
CREATE TABLE code (
    hash BLOB NOT NULL PRIMARY KEY,
    wave BLOB NOT NULL REFERENCES wave (id),
    batch BLOB NOT NULL REFERENCES batch (id),
    spent BIGINT NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE INDEX code_batch ON code (batch, spent);

-- Answers of invited people until they are mixed with those of others. No hash of a key or a code stands here: that
-- an answer was sent is what the code says, and what it was is what this row says.
CREATE TABLE inbox (
    id BLOB NOT NULL,
    wave BLOB NOT NULL REFERENCES wave (id),
    version BIGINT NOT NULL,
    answers TEXT NOT NULL,
    stratum TEXT NOT NULL,
    PRIMARY KEY (wave, id)
) WITHOUT ROWID;
