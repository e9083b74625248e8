-- The report on a wave: what staff write around its figures, and what somebody else than the writer released.

-- texts: JSON. revision: counts the changes. editor: who made the last one. edited: the day of it.
CREATE TABLE report (
    wave BYTEA NOT NULL PRIMARY KEY REFERENCES wave (id),
    texts TEXT NOT NULL,
    revision BIGINT NOT NULL,
    editor BYTEA NOT NULL REFERENCES account (id),
    edited TEXT NOT NULL
);

-- The files that everybody gets. language: de | en. day: of the release.
CREATE TABLE report_file (
    wave BYTEA NOT NULL REFERENCES wave (id),
    language TEXT NOT NULL,
    day TEXT NOT NULL,
    releaser BYTEA NOT NULL REFERENCES account (id),
    document BYTEA NOT NULL,
    PRIMARY KEY (wave, language)
);
