-- How a questionnaire was walked through, per page and never per person: no key of a draft, a receipt or a response, no
-- time, no name of a device.

-- dimension: day | locale | device, and value one of these; what is counted is never crossed. reached, done: for the
-- first time. under_2 to longer: how many needed so many seconds until they were done for the first time.
CREATE TABLE paradata (
    wave BLOB NOT NULL REFERENCES wave (id),
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    page TEXT NOT NULL,
    reached BIGINT NOT NULL,
    done BIGINT NOT NULL,
    edits BIGINT NOT NULL,
    under_2 BIGINT NOT NULL,
    under_5 BIGINT NOT NULL,
    under_10 BIGINT NOT NULL,
    under_20 BIGINT NOT NULL,
    under_40 BIGINT NOT NULL,
    under_90 BIGINT NOT NULL,
    under_300 BIGINT NOT NULL,
    longer BIGINT NOT NULL,
    PRIMARY KEY (wave, dimension, value, page)
) WITHOUT ROWID;
