-- Sessions and the refresh tokens that keep them going.

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  -- No foreign key: an ended session outlives an erased account for as long as its access tokens live.
  account_id uuid NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  ended_at bigint
);
COMMENT ON TABLE sessions IS 'One for each sign-in; all moments are milliseconds since 1970';
COMMENT ON COLUMN sessions.expires_at IS 'Moves on with each refresh';
COMMENT ON COLUMN sessions.ended_at IS 'When somebody ended it: by logging out, or by using a refresh token twice';

CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_end ON sessions (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE refresh_tokens (
  hash bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  expires_at bigint NOT NULL,
  used_at bigint
);
COMMENT ON COLUMN refresh_tokens.hash IS 'SHA-256; a token has 256 random bits, so no salt and no slow hash is needed';
COMMENT ON COLUMN refresh_tokens.used_at IS 'When it was exchanged: a used token that comes again ends its session';

CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);
