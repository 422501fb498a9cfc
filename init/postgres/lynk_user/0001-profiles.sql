-- What people show of themselves, whom they have blocked, and the outbox that tells the other subgraphs of it.

CREATE TABLE profiles (
  id uuid PRIMARY KEY,
  -- Auth sees to it that it is unique and ASCII; here it is a copy.
  username text COLLATE "C" NOT NULL,
  display_name text NOT NULL,
  bio text,
  created_at bigint NOT NULL
);
COMMENT ON COLUMN profiles.created_at IS 'When the account was made, in milliseconds since 1970';

CREATE INDEX profiles_by_creation ON profiles (created_at, id);
CREATE INDEX profiles_by_username ON profiles (lower(username), id);

CREATE TABLE blocks (
  blocker_id uuid NOT NULL REFERENCES profiles ON DELETE CASCADE,
  blocked_id uuid NOT NULL REFERENCES profiles ON DELETE CASCADE,
  created_at bigint NOT NULL,
  event_id uuid NOT NULL,
  PRIMARY KEY (blocker_id, blocked_id),
  CHECK (blocker_id <> blocked_id)
);
COMMENT ON COLUMN blocks.event_id IS 'The record that told of it: repeated calls name the same one';

CREATE INDEX blocks_by_time ON blocks (blocker_id, created_at, blocked_id);
CREATE INDEX blocks_by_blocked ON blocks (blocked_id);

CREATE TABLE outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  topic text NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  occurred_at bigint NOT NULL
);
COMMENT ON TABLE outbox IS 'Facts that are committed and not yet in the event log';
