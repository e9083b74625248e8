-- contact: the firm that was given this address for its own apprentices; its place is called as the firm is, and goes
-- with it. Empty for a place that staff named. Answers know nothing of either.
ALTER TABLE place ADD COLUMN contact BYTEA REFERENCES contact (id) ON DELETE CASCADE;

CREATE UNIQUE INDEX place_contact ON place (wave, contact);
