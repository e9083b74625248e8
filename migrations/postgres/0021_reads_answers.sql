-- reads_answers: whether an account may see what single respondents answered. Who was there before this was asked keeps what
-- they could; a new account may only if somebody says so.
ALTER TABLE account ADD COLUMN reads_answers BIGINT NOT NULL DEFAULT 0;
UPDATE account SET reads_answers = 1;
