-- Addresses that people left with a tick for what the question says. wave and item: which question. No day, and nothing
-- that leads to an answer; the key keeps them in the order of the alphabet.
CREATE TABLE contact_request (
    wave BLOB NOT NULL,
    item TEXT NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (wave, item, email)
) WITHOUT ROWID;
