-- What became public and what was taken back, in the order in which it happened.

-- act: results | results-back | report | report-back. account: whoever did it; none where a command did.
CREATE TABLE release_log (
    number BIGINT NOT NULL PRIMARY KEY,
    wave BYTEA NOT NULL REFERENCES wave (id),
    act TEXT NOT NULL,
    day TEXT NOT NULL,
    account BYTEA REFERENCES account (id)
);
