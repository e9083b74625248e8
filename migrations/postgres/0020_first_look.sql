-- What a wave that has ended told when it was first analysed: it stays the same, whatever becomes of the region.

-- day: of that look. region: its municipalities on that day, as JSON. results, needs: released figures as JSON; needs, the
-- persons by place, is empty where no persons were asked for. unreadable, misfits: stored answers, and single values in
-- others, that could not be read.
CREATE TABLE first_look (
    wave BYTEA NOT NULL PRIMARY KEY REFERENCES wave (id),
    day TEXT NOT NULL,
    region TEXT NOT NULL,
    results TEXT NOT NULL,
    needs TEXT,
    unreadable BIGINT NOT NULL,
    misfits BIGINT NOT NULL
);
