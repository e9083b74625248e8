-- Firms that answer with their name because they chose to.

-- The name of the firm that a code was given to, sealed under a key that only the code itself gives: whoever has this
-- database cannot read it. Empty where no name is asked for, and again once the code is spent.
ALTER TABLE code ADD COLUMN firm BLOB;

-- What was agreed to, word for word; edition: what tells one text from another. About nobody.
CREATE TABLE consent_text (
    edition TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL
);

-- The firm beside a response, and what it agreed to. Whoever answers without a name leaves no row here. response: the id
-- of a row of response, which it keeps while it is mixed.
CREATE TABLE consent (
    wave BLOB NOT NULL REFERENCES wave (id),
    response BLOB NOT NULL,
    firm TEXT NOT NULL,
    edition TEXT NOT NULL,
    PRIMARY KEY (wave, response)
) WITHOUT ROWID;
