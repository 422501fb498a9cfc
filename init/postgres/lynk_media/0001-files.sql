-- Files that people upload. The bytes are in the blob store, under the file's id. Moments are milliseconds since 1970.

CREATE TABLE files (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('MESSAGE_ATTACHMENT', 'OPAQUE', 'PROFILE_PICTURE', 'ROOM_PICTURE')),
  room_id uuid,
  file_name text NOT NULL,
  declared_type text NOT NULL,
  size bigint NOT NULL CHECK (size > 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  completed_at bigint,
  content_type text,
  width integer,
  height integer,
  holder text,
  claimed_at bigint,
  confirmed_at bigint,
  discarded_at bigint,
  CHECK ((purpose = 'PROFILE_PICTURE') = (room_id IS NULL)),
  CHECK ((completed_at IS NULL) = (content_type IS NULL)),
  CHECK ((holder IS NULL) = (claimed_at IS NULL)),
  CHECK (holder IS NULL OR completed_at IS NOT NULL)
);
COMMENT ON TABLE files IS 'Uploads, and the attachments that they become when they are complete';
COMMENT ON COLUMN files.declared_type IS 'The media type that the uploader has announced; content_type is what was found';
COMMENT ON COLUMN files.expires_at IS 'When the address to send the bytes to stops being good';
COMMENT ON COLUMN files.holder IS 'What uses the file: one message, one person''s profile, or one room';
COMMENT ON COLUMN files.confirmed_at IS 'When the holder''s owner has told that it does use the file';
COMMENT ON COLUMN files.discarded_at IS 'From then on nobody sees it; bytes and row are deleted soon';

-- A person's files: how many wait to be used, and for privacy.
CREATE INDEX files_of_owner ON files (owner_id);
-- What waits to be used, or confirmed, or deleted: few at any time.
CREATE INDEX files_unused ON files (created_at) WHERE holder IS NULL AND discarded_at IS NULL;
CREATE INDEX files_unconfirmed ON files (claimed_at) WHERE confirmed_at IS NULL AND discarded_at IS NULL;
CREATE INDEX files_discarded ON files (discarded_at) WHERE discarded_at IS NOT NULL;
