-- The traces in which facts came to be, for those who are told.

ALTER TABLE outbox ADD COLUMN traceparent text;
COMMENT ON COLUMN outbox.traceparent IS 'W3C Trace Context, null when it was no part of a trace';
