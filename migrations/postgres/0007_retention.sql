-- What a wave has found, kept when the time of its single answers was over and they were deleted.

-- day: of the deletion. results, coverage: released figures as JSON; coverage is empty where no persons were asked for.
CREATE TABLE kept_results (
    wave BYTEA NOT NULL PRIMARY KEY REFERENCES wave (id),
    day TEXT NOT NULL,
    results TEXT NOT NULL,
    coverage TEXT
);
