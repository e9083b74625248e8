-- firm: as the contact's firm was called when it was invited, which is how it may stand beside an answer. A withdrawal
-- finds it when the firm is called otherwise by now. Whether anybody has answered is not said here.
ALTER TABLE invitation ADD COLUMN firm TEXT NOT NULL DEFAULT '';

UPDATE invitation SET firm = (SELECT contact.firm FROM contact WHERE contact.id = invitation.contact);
