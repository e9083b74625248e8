-- How many were asked to answer: the codes that were given out when the wave ended, or what staff know of an open link.
-- A number of the wave alone; empty where nobody knows.
ALTER TABLE wave ADD COLUMN asked BIGINT;
