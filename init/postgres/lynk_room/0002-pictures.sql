-- What rooms look like.

ALTER TABLE rooms ADD COLUMN picture_id uuid;
ALTER TABLE rooms ADD CONSTRAINT rooms_picture_group CHECK (kind = 'GROUP' OR picture_id IS NULL);
COMMENT ON COLUMN rooms.picture_id IS 'An attachment of the media service';
