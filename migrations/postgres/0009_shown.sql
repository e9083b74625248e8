-- What staff saw last of a wave, so that no restart makes two looks differ by one person. Out of the settings, because
-- copies of a running wave leave it out.

-- what: pages (as counted in paradata) | returns. document: JSON.
CREATE TABLE shown (
    wave BYTEA NOT NULL REFERENCES wave (id),
    what TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (wave, what)
);

INSERT INTO shown (wave, what, document)
SELECT wave.id, 'pages', setting.value FROM wave JOIN setting ON setting.name = 'paradata-' || encode(wave.id, 'hex');

DELETE FROM setting WHERE name LIKE 'paradata-%';
