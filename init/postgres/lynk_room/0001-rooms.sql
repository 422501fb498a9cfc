-- Rooms and who is in them.

CREATE TABLE rooms (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('DIRECT', 'GROUP')),
  visibility text NOT NULL CHECK (visibility IN ('PUBLIC', 'PRIVATE')),
  name text,
  topic text,
  -- Milliseconds since 1970.
  created_at bigint NOT NULL,
  -- The two people of a DIRECT room. Its id is made from them, so there can be only one for a pair.
  pair_low uuid,
  pair_high uuid,
  -- How many active memberships there are; kept by the transactions that change them.
  member_count integer NOT NULL DEFAULT 0 CHECK (member_count >= 0),
  CHECK ((kind = 'DIRECT') = (pair_low IS NOT NULL AND pair_high IS NOT NULL)),
  CHECK (pair_low < pair_high),
  CHECK (kind = 'GROUP' OR visibility = 'PRIVATE'),
  CHECK ((kind = 'GROUP') = (name IS NOT NULL))
);

-- The list of public rooms, the newest first.
CREATE INDEX rooms_public ON rooms (created_at DESC, id DESC) WHERE visibility = 'PUBLIC';

-- A row stays when its person leaves, so that the version goes on rising when the person comes back.
CREATE TABLE memberships (
  room_id uuid NOT NULL REFERENCES rooms (id),
  user_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('OWNER', 'MODERATOR', 'MEMBER')),
  -- When the person came, the last time; milliseconds since 1970.
  joined_at bigint NOT NULL,
  -- Rises with every change of this membership.
  version bigint NOT NULL CHECK (version > 0),
  active boolean NOT NULL,
  PRIMARY KEY (room_id, user_id)
);

-- The members of a room in the order in which they came.
CREATE INDEX memberships_by_join ON memberships (room_id, joined_at, user_id) WHERE active;
-- A GROUP room with members always has an owner: how many there are decides who may leave.
CREATE INDEX memberships_owners ON memberships (room_id) WHERE active AND role = 'OWNER';
-- What a person is part of, for its export and erasure.
CREATE INDEX memberships_by_user ON memberships (user_id);

CREATE TABLE outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  topic text NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  occurred_at bigint NOT NULL
);
COMMENT ON TABLE outbox IS 'Facts that are committed and not yet in the event log';
