-- Records that a group of consumers could not handle in their place: those that it tries again later, and those that it has
-- given up, the dead letters.
CREATE TABLE set_aside (
  consumer_group text NOT NULL,
  topic text NOT NULL,
  id uuid NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  -- Milliseconds since 1970, as its owner says.
  occurred_at bigint NOT NULL,
  -- W3C Trace Context, null when it was no part of a trace.
  traceparent text,
  -- Rounds of tries that have failed, and tries in all of them.
  rounds int NOT NULL,
  attempts int NOT NULL,
  -- What the last try failed with: a code, never a text.
  reason text NOT NULL,
  set_aside_at timestamptz NOT NULL DEFAULT now(),
  -- When a member tries it again; null for a dead letter.
  try_at timestamptz,
  PRIMARY KEY (consumer_group, topic, id)
);

CREATE INDEX set_aside_by_turn ON set_aside (consumer_group, try_at) WHERE try_at IS NOT NULL;

-- For retention.
CREATE INDEX set_aside_by_age ON set_aside (set_aside_at);
