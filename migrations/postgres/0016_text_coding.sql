-- What released texts of respondents are about, as somebody found who read them as they are shown.

-- One row per text that was coded. themes: ids of topics and constructs with a space between, empty where it is about none.
-- A row goes when its text is kept back or redacted otherwise. release_log.act: themes | themes-back, too.
CREATE TABLE text_coding (
    wave BYTEA NOT NULL,
    item TEXT NOT NULL,
    id BYTEA NOT NULL,
    themes TEXT NOT NULL,
    coder BYTEA NOT NULL REFERENCES account (id),
    PRIMARY KEY (wave, item, id),
    FOREIGN KEY (wave, item, id) REFERENCES open_text (wave, item, id) ON DELETE CASCADE
);
