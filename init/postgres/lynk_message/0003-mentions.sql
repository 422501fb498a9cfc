-- Whom messages mention.

ALTER TABLE messages ADD COLUMN mentioned_user_ids uuid[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN messages.mentioned_user_ids IS 'In the order of the sender; empty once the message is deleted';
