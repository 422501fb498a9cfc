-- The traces in which facts came to be: what consumers do is a part of them.

ALTER TABLE records ADD COLUMN traceparent text;
COMMENT ON COLUMN records.traceparent IS 'W3C Trace Context, null when it was no part of a trace';
