-- Devices that show pushes, what they are spared, what they are still to show, and inboxes. All moments are milliseconds
-- since 1970.

CREATE TABLE push_targets (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  session_id uuid NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('FCM', 'WEB_PUSH')),
  token text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  p256dh text,
  auth text,
  name text,
  created_at bigint NOT NULL,
  last_delivered_at bigint,
  CHECK ((kind = 'WEB_PUSH') = (p256dh IS NOT NULL)),
  CHECK ((p256dh IS NULL) = (auth IS NULL))
);
COMMENT ON TABLE push_targets IS 'Devices that show pushes; a session has one at most';
COMMENT ON COLUMN push_targets.token IS 'The registration token of an app, or the endpoint of a browser''s subscription';
COMMENT ON COLUMN push_targets.token_hash IS 'SHA-256 of kind and token: a token is too long for an index';
COMMENT ON COLUMN push_targets.p256dh IS 'With auth: the keys of a browser''s subscription';

CREATE INDEX push_targets_of_person ON push_targets (user_id, created_at);

CREATE TABLE room_mutes (
  user_id uuid NOT NULL,
  room_id uuid NOT NULL,
  since bigint NOT NULL,
  until bigint,
  including_mentions boolean NOT NULL,
  PRIMARY KEY (user_id, room_id)
);
COMMENT ON TABLE room_mutes IS 'Rooms whose messages are not pushed to a person';
COMMENT ON COLUMN room_mutes.until IS 'Null when it lasts until it is taken back';

CREATE INDEX room_mutes_by_end ON room_mutes (until) WHERE until IS NOT NULL;

CREATE TABLE due_pushes (
  room_id uuid NOT NULL,
  seq bigint NOT NULL,
  user_id uuid NOT NULL,
  sent_at bigint NOT NULL,
  due_at bigint NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  PRIMARY KEY (room_id, seq, user_id)
);
COMMENT ON TABLE due_pushes IS 'Messages that are to be pushed to a person unless something speaks against it when they are due';
COMMENT ON COLUMN due_pushes.sent_at IS 'When the message was sent';
COMMENT ON COLUMN due_pushes.due_at IS 'When somebody sees to it; whoever does moves it on, so that it comes back if that process dies';

CREATE INDEX due_pushes_by_time ON due_pushes (due_at);
CREATE INDEX due_pushes_of_person ON due_pushes (user_id);

CREATE TABLE deliveries (
  target_id uuid NOT NULL,
  room_id uuid NOT NULL,
  seq bigint NOT NULL,
  user_id uuid NOT NULL,
  begun_at bigint NOT NULL,
  settled_at bigint,
  PRIMARY KEY (target_id, room_id, seq)
);
COMMENT ON TABLE deliveries IS 'The ledger: a row is written before a push is handed over, and says when that was known to be done';

-- For retention, and for what is told of a person.
CREATE INDEX deliveries_by_age ON deliveries (begun_at);
CREATE INDEX deliveries_of_person ON deliveries (user_id);

CREATE TABLE inbox_items (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('MENTION', 'INVITATION')),
  room_id uuid NOT NULL,
  message_seq bigint,
  actor_id uuid NOT NULL,
  created_at bigint NOT NULL,
  read_at bigint,
  CHECK ((kind = 'MENTION') = (message_seq IS NOT NULL))
);
COMMENT ON TABLE inbox_items IS 'What wants people''s attention, as the event log tells it';
COMMENT ON COLUMN inbox_items.id IS 'Made from the person and what the item is about, so that it is there once';

CREATE INDEX inbox_items_in_order ON inbox_items (user_id, created_at, id);
CREATE INDEX inbox_items_unread ON inbox_items (user_id, created_at, id) WHERE read_at IS NULL;
CREATE INDEX inbox_items_of_message ON inbox_items (room_id, message_seq);
CREATE INDEX inbox_items_by_actor ON inbox_items (actor_id);

CREATE TABLE push_outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  target_id uuid NOT NULL,
  kind text NOT NULL,
  device text NOT NULL,
  collapse_id text NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  room_id text NOT NULL,
  message_id text NOT NULL,
  shown_at bigint NOT NULL,
  sends integer NOT NULL DEFAULT 1,
  UNIQUE (device, collapse_id)
);
COMMENT ON TABLE push_outbox IS 'What devices would show, where no push service is set up';
COMMENT ON COLUMN push_outbox.device IS 'SHA-256 of kind and token, in hexadecimal';
COMMENT ON COLUMN push_outbox.room_id IS 'The public ID, as is message_id';
COMMENT ON COLUMN push_outbox.sends IS 'How often it was handed over: a device shows what has the same collapse_id once';
