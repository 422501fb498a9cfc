-- The room log and what is derived from it. Places (seq) and IDs (Snowflakes) are below 2^53.
-- Every change of a room's events, messages, reactions and members is made while its row of room_heads is locked.

CREATE TABLE room_heads (
  room_id uuid PRIMARY KEY,
  seq bigint NOT NULL DEFAULT 0,
  id bigint NOT NULL DEFAULT 0,
  access_epoch bigint NOT NULL DEFAULT 0,
  last_activity_id bigint NOT NULL DEFAULT 0,
  last_message_seq bigint
) WITH (fillfactor = 50); -- no column that changes is indexed, so with room in its page an update touches no index
COMMENT ON TABLE room_heads IS 'Where a room stands. Its row is the lock under which the room''s log grows';
COMMENT ON COLUMN room_heads.access_epoch IS 'Rises with everything that may take somebody''s right to write away';
COMMENT ON COLUMN room_heads.last_activity_id IS 'ID of the newest event that people see';

CREATE TABLE room_events (
  room_id uuid NOT NULL REFERENCES room_heads,
  seq bigint NOT NULL CHECK (seq > 0),
  id bigint NOT NULL,
  type text NOT NULL,
  actor_id uuid NOT NULL,
  client_key text NOT NULL,
  message_seq bigint,
  body text,
  details jsonb NOT NULL,
  PRIMARY KEY (room_id, seq),
  CONSTRAINT room_events_client_key UNIQUE (room_id, actor_id, client_key)
);
COMMENT ON TABLE room_events IS 'The log. A row never changes, except that the body goes with its message''s deletion';
COMMENT ON COLUMN room_events.message_seq IS 'The message that the event is about; its own place when it is a message';
COMMENT ON COLUMN room_events.details IS 'The other fields of the event''s type';

-- Finds the bodies that go when a message is deleted.
CREATE INDEX room_events_edits ON room_events (room_id, message_seq) WHERE type = 'message.edited';

-- No foreign key to room_events: the check would write each event's row a second time to lock it.
CREATE TABLE messages (
  room_id uuid NOT NULL,
  seq bigint NOT NULL,
  id bigint NOT NULL,
  sender_id uuid NOT NULL,
  client_key text NOT NULL,
  content_type text NOT NULL,
  body text,
  edited_id bigint,
  deleted_id bigint,
  PRIMARY KEY (room_id, seq),
  CHECK (deleted_id IS NULL OR body IS NULL)
);
COMMENT ON TABLE messages IS 'Messages as they are now';
COMMENT ON COLUMN messages.edited_id IS 'ID of the last edit';
COMMENT ON COLUMN messages.deleted_id IS 'ID of the first deletion, which nothing undoes';

-- Finds what a person has written, for privacy.
CREATE INDEX messages_of_sender ON messages (sender_id, room_id, seq);

CREATE TABLE reactions (
  room_id uuid NOT NULL,
  message_seq bigint NOT NULL,
  user_id uuid NOT NULL,
  emoji text NOT NULL,
  added_id bigint NOT NULL,
  PRIMARY KEY (room_id, message_seq, user_id, emoji),
  FOREIGN KEY (room_id, message_seq) REFERENCES messages
);
COMMENT ON TABLE reactions IS 'Reactions as they are now; a deleted message has none';
COMMENT ON COLUMN reactions.added_id IS 'ID of the event that added it';

CREATE INDEX reactions_of_person ON reactions (user_id, room_id, message_seq);

CREATE TABLE members (
  room_id uuid NOT NULL REFERENCES room_heads,
  user_id uuid NOT NULL,
  version bigint NOT NULL,
  role text,
  joined_seq bigint,
  PRIMARY KEY (room_id, user_id),
  CHECK ((role IS NULL) = (joined_seq IS NULL))
);
COMMENT ON TABLE members IS 'Memberships as of each room''s newest event. Who has left keeps a row, for its version';
COMMENT ON COLUMN members.role IS 'Null once the person has left';

CREATE INDEX members_of_person ON members (user_id, room_id) WHERE role IS NOT NULL;

CREATE TABLE read_positions (
  user_id uuid NOT NULL,
  room_id uuid NOT NULL,
  seq bigint NOT NULL,
  moved_at bigint NOT NULL,
  PRIMARY KEY (user_id, room_id)
);
COMMENT ON TABLE read_positions IS 'How far people have read; times in milliseconds since 1970';

CREATE TABLE outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  topic text NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  occurred_at bigint NOT NULL
);
COMMENT ON TABLE outbox IS 'Facts that are committed and not yet in the event log';
