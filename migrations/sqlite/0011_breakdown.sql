-- What is told of a wave by groups of respondents, made once: what was shown once stays the same.

-- day: on which it was made. document: the release as JSON.
CREATE TABLE breakdown (
    wave BLOB NOT NULL PRIMARY KEY REFERENCES wave (id),
    day TEXT NOT NULL,
    document TEXT NOT NULL
) WITHOUT ROWID;
