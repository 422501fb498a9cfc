-- Who can sign in, and the outbox that tells the other subgraphs of it.

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  -- As typed. Both are ASCII, so that lower() is the same in every locale.
  email text COLLATE "C" NOT NULL,
  username text COLLATE "C" NOT NULL,
  password_hash text NOT NULL,
  display_name text NOT NULL,
  role text NOT NULL DEFAULT 'USER' CHECK (role IN ('USER', 'MODERATOR', 'ADMIN')),
  suspended boolean NOT NULL DEFAULT false,
  created_at bigint NOT NULL
);
COMMENT ON COLUMN accounts.password_hash IS 'PHC string of argon2id';
COMMENT ON COLUMN accounts.display_name IS 'As given at registration; the user subgraph owns later ones';
COMMENT ON COLUMN accounts.created_at IS 'Milliseconds since 1970';

CREATE UNIQUE INDEX accounts_email_unique ON accounts (lower(email));
CREATE UNIQUE INDEX accounts_username_unique ON accounts (lower(username));

CREATE TABLE outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  topic text NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  occurred_at bigint NOT NULL
);
COMMENT ON TABLE outbox IS 'Facts that are committed and not yet in the event log';
