-- What the page "Was wir speichern" of a wave has said, word for word: each text in a row of its own, so that it can be
-- shown later what people were told when they answered. About nobody.

-- number: 1 for the first text in a language. edition: what tells one text from another. since: the first day.
CREATE TABLE notice (
    wave BYTEA NOT NULL REFERENCES wave (id),
    locale TEXT NOT NULL,
    number BIGINT NOT NULL,
    edition TEXT NOT NULL,
    since TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (wave, locale, number)
);
