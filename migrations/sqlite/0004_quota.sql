-- Counters beside the answers: no day, no order, nothing that says whose answer was counted when.

-- How many responses count towards a quota of the survey.
CREATE TABLE quota (
    wave BLOB NOT NULL REFERENCES wave (id),
    quota TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (wave, quota)
) WITHOUT ROWID;

-- How many were turned away, by a full quota or by a screen-out. Of them nothing else is stored.
CREATE TABLE turned_away (
    wave BLOB NOT NULL REFERENCES wave (id),
    exit TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (wave, exit)
) WITHOUT ROWID;
