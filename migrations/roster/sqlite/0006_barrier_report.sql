-- Barriers on the site that somebody has told of by the form of the accessibility statement. email: where to answer, empty
-- if nothing was left. Nothing leads from here to an answer of a survey.
CREATE TABLE barrier_report (
    id BLOB NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    message TEXT NOT NULL,
    email TEXT NOT NULL
) WITHOUT ROWID;
