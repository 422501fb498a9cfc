-- Whether a public room of some name is there. Names are compared without case and in one form of their characters; a hash,
-- since in that form a name may be longer than what a tree takes.

CREATE INDEX rooms_public_name ON rooms USING hash (lower(normalize(name, NFKC))) WHERE visibility = 'PUBLIC';
