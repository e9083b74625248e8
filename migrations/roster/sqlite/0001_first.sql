-- Who may be written to. Lies in another database than the answers, and holds nothing that was answered.
-- Same tables, columns and order as the PostgreSQL file of the same name; a test compares the two.
-- Types are BIGINT, TEXT and BLOB (BYTEA) only; days are text, YYYY-MM-DD; ids are 16 random bytes.

-- email: trimmed, in lower case. token: in the link that ends the mails, and good for nothing else.
-- declined: wants no mails. bounced: mails do not arrive.
CREATE TABLE contact (
    id BLOB NOT NULL PRIMARY KEY,
    firm TEXT NOT NULL,
    person TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    municipality TEXT NOT NULL,
    kreis TEXT NOT NULL,
    branch TEXT NOT NULL,
    size TEXT NOT NULL,
    locale TEXT NOT NULL,
    token BLOB NOT NULL UNIQUE,
    declined BIGINT NOT NULL,
    bounced BIGINT NOT NULL
) WITHOUT ROWID;

-- The mails of a wave, which lies in the other database. note_de, note_en: a paragraph of the staff's own.
CREATE TABLE mailing (
    wave BLOB NOT NULL PRIMARY KEY,
    closes TEXT,
    note_de TEXT NOT NULL,
    note_en TEXT NOT NULL,
    stopped BIGINT NOT NULL
) WITHOUT ROWID;

-- code: sealed under a key that lies in neither database; empty once the wave has ended.
CREATE TABLE invitation (
    wave BLOB NOT NULL REFERENCES mailing (wave) ON DELETE CASCADE,
    contact BLOB NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
    code BLOB NOT NULL,
    PRIMARY KEY (wave, contact)
) WITHOUT ROWID;

-- What is to be sent. state: waiting | done | failed. "done" is the same whether the mail was sent or not needed any
-- more, so that nobody can read here who has answered. attempts, not_before, reason: only while it is not done.
CREATE TABLE letter (
    id BLOB NOT NULL PRIMARY KEY,
    wave BLOB NOT NULL,
    contact BLOB NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    not_before TEXT NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (wave, contact, kind),
    FOREIGN KEY (wave, contact) REFERENCES invitation (wave, contact) ON DELETE CASCADE
) WITHOUT ROWID;

-- How many mails went out, by day.
CREATE TABLE sent (
    wave BLOB NOT NULL REFERENCES mailing (wave) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    mails BIGINT NOT NULL,
    PRIMARY KEY (wave, kind, day)
) WITHOUT ROWID;

-- Where a poster hangs. opened: how often its address was opened, by anybody and without a date.
CREATE TABLE place (
    wave BLOB NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    opened BIGINT NOT NULL,
    PRIMARY KEY (wave, code)
) WITHOUT ROWID;
