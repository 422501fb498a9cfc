-- The durable log of facts between subgraphs. Records are appended and, after seven days, deleted; never changed.

-- One row a partition: where the next record goes. Whoever appends holds the row until its commit, so offsets have no
-- holes and become visible in their order.
CREATE TABLE partitions (
  topic text NOT NULL,
  partition smallint NOT NULL,
  next_offset bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (topic, partition)
);

CREATE TABLE records (
  topic text NOT NULL,
  partition smallint NOT NULL,
  "offset" bigint NOT NULL,
  id uuid NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  -- Milliseconds since 1970, as its owner says.
  occurred_at bigint NOT NULL,
  appended_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, partition, "offset"),
  -- The same fact told twice is kept once. Its key is the same, and so is its partition.
  CONSTRAINT records_once UNIQUE (topic, partition, id)
);

-- For retention.
CREATE INDEX records_by_age ON records (appended_at);

-- How far each group of consumers has come, and which member works on the partition until when.
CREATE TABLE group_offsets (
  consumer_group text NOT NULL,
  topic text NOT NULL,
  partition smallint NOT NULL,
  next_offset bigint NOT NULL DEFAULT 0,
  owner uuid,
  leased_until timestamptz,
  PRIMARY KEY (consumer_group, topic, partition)
);
