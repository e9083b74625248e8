-- How many answers are hoped for, per group of whatever the wave counts: a Kreis, a quota of its survey, a batch of codes.

-- dimension: kreis | quota | codes. value: the name of the Kreis, the id of the quota, the id of the batch in hex.
CREATE TABLE goal (
    wave BYTEA NOT NULL REFERENCES wave (id),
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (wave, dimension, value)
);

INSERT INTO goal (wave, dimension, value, count) SELECT wave, 'kreis', kreis, count FROM target;

DROP TABLE target;
