-- The way back to a draft for whoever holds its code of six words. hash: of the stretched code. wrapped: the key of the
-- draft, under the stretched code. It goes with its draft, however that goes.
CREATE TABLE resume (
    draft BLOB NOT NULL PRIMARY KEY REFERENCES draft (hash) ON DELETE CASCADE,
    hash BLOB NOT NULL UNIQUE,
    wrapped BLOB NOT NULL
) WITHOUT ROWID;

-- Waves shown on a device for many. pin: the hash of what is typed to leave it.
CREATE TABLE kiosk (
    wave BLOB NOT NULL PRIMARY KEY REFERENCES wave (id),
    pin TEXT NOT NULL
) WITHOUT ROWID;
