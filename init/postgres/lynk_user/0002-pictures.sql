-- What people look like.

ALTER TABLE profiles ADD COLUMN picture_id uuid;
COMMENT ON COLUMN profiles.picture_id IS 'An attachment of the media service';
