-- Files in messages. They are in the event of the message, too, among its details, until the message is deleted.

ALTER TABLE messages ADD COLUMN attachment_ids uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE messages ADD CONSTRAINT messages_deleted_empty CHECK (deleted_id IS NULL OR attachment_ids = '{}');
COMMENT ON COLUMN messages.attachment_ids IS 'In the order of the sender; the files are the media service''s';
