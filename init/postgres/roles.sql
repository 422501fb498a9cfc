-- Roles, schemas and rights. It is safe to run again and runs again whenever its text changes.
-- Passwords are set by whoever runs it (ALTER ROLE … LOGIN PASSWORD …): no secret stands in a file of the repository.
--
-- Each subgraph has a schema and a role of the same name. The role reads and writes the rows of its own tables; it owns
-- nothing, creates nothing and sees nothing of the others. Tables belong to whoever runs the migrations.
DO $$
DECLARE
  name text;
BEGIN
  -- By default everybody may connect, make temporary tables, and look into "public".
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  REVOKE ALL ON SCHEMA public FROM PUBLIC;

  FOREACH name IN ARRAY ARRAY[
    'lynk_auth', 'lynk_user', 'lynk_room', 'lynk_message', 'lynk_media', 'lynk_notification', 'lynk_event_log'
  ] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT NOCREATEDB NOCREATEROLE NOSUPERUSER NOREPLICATION', name);
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), name);
    EXECUTE format('ALTER ROLE %I SET search_path = %I', name, name);

    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', name);
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', name);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', name, name);
    -- Holds for every table and sequence that a later migration creates there.
    EXECUTE format(
      'ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', name, name);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO %I', name, name);
  END LOOP;
END
$$;
