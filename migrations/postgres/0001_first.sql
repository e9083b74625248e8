-- Same tables, columns and order as the SQLite file of the same name; a test compares the two.
-- Types are BIGINT, TEXT, BYTEA (BLOB) and DOUBLE PRECISION only; days are text, YYYY-MM-DD.
-- Ids are 16 random bytes. Nothing here is numbered in the order of arrival.

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE account (
    id BYTEA NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL
);

-- hash: of the secret in the cookie. created, seen: instants in UTC, as text that sorts.
CREATE TABLE session (
    hash BYTEA NOT NULL PRIMARY KEY,
    account BYTEA NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created TEXT NOT NULL,
    seen TEXT NOT NULL
);

CREATE TABLE survey (
    id BYTEA NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE
);

-- state: draft | published. At most the highest number is a draft; published rows never change again.
-- revision counts the saves of a survey over all its versions.
CREATE TABLE version (
    survey BYTEA NOT NULL REFERENCES survey (id),
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    definition TEXT NOT NULL,
    frozen TEXT,
    published TEXT,
    PRIMARY KEY (survey, number)
);

-- state: planned | open | closed | released.
-- viewed: whether somebody has seen results or answers; from then on no answer may be added, because what changes
-- between two views is what was added.
CREATE TABLE wave (
    id BYTEA NOT NULL PRIMARY KEY,
    survey BYTEA NOT NULL,
    version BIGINT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    opened TEXT,
    closed TEXT,
    released TEXT,
    viewed BIGINT NOT NULL DEFAULT 0,
    demo BIGINT NOT NULL,
    FOREIGN KEY (survey, version) REFERENCES version (survey, number)
);

-- Answers on the way, sealed under a key that only the respondent's cookie holds.
CREATE TABLE draft (
    hash BYTEA NOT NULL PRIMARY KEY,
    wave BYTEA NOT NULL REFERENCES wave (id),
    sealed BYTEA NOT NULL,
    expires TEXT NOT NULL
);

-- The submits that were taken, so that sending the same form again stores nothing twice.
CREATE TABLE receipt (
    wave BYTEA NOT NULL REFERENCES wave (id),
    hash BYTEA NOT NULL,
    PRIMARY KEY (wave, hash)
);

-- One row per respondent: no day, no order, no address, no way back to a receipt or a draft.
-- The key is random, but rows lie in the heap in the order of arrival (ctid), and every row carries the number of
-- the transaction that wrote it (xmin), which is also that of the receipt and the counters written with it: whoever
-- reads the files of the server can use both to join them. A plain VACUUM does not change that.
CREATE TABLE response (
    id BYTEA NOT NULL,
    wave BYTEA NOT NULL REFERENCES wave (id),
    version BIGINT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (wave, id)
);

-- How many came in, counted apart from the answers.
CREATE TABLE returns (
    wave BYTEA NOT NULL REFERENCES wave (id),
    day TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (wave, day)
);

CREATE TABLE returns_kreis (
    wave BYTEA NOT NULL REFERENCES wave (id),
    kreis TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (wave, kreis)
);

-- topics, secondary_topics, target_groups: ids separated by blanks.
-- place: municipality (then its AGS stands in the next column) | online | region_wide.
CREATE TABLE offer (
    id BYTEA NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    provider TEXT NOT NULL,
    description TEXT NOT NULL,
    topics TEXT NOT NULL,
    secondary_topics TEXT NOT NULL,
    target_groups TEXT NOT NULL,
    place TEXT NOT NULL,
    municipality TEXT,
    seats BIGINT,
    cost TEXT NOT NULL,
    url TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    last_verified TEXT NOT NULL,
    demo BIGINT NOT NULL
);

CREATE TABLE municipality (
    ags TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kreis TEXT NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    lon DOUBLE PRECISION NOT NULL
);

-- Travel times corrected by hand; every other pair is estimated. mode: car | transit.
CREATE TABLE travel (
    origin TEXT NOT NULL REFERENCES municipality (ags) ON DELETE CASCADE,
    destination TEXT NOT NULL REFERENCES municipality (ags) ON DELETE CASCADE,
    mode TEXT NOT NULL,
    minutes DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (origin, destination, mode)
);
