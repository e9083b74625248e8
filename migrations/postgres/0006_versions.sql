-- The versions of its survey that a wave asked before the one it asks now: it goes over to another one when a change is
-- published while it runs. Whatever was answered keeps its version.
CREATE TABLE asked_before (
    wave BYTEA NOT NULL REFERENCES wave (id),
    version BIGINT NOT NULL,
    PRIMARY KEY (wave, version)
);
