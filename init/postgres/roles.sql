-- Roles, schemas and who may enter them. It is safe to run again and runs again whenever its text changes.
-- Passwords are set by whoever runs it (ALTER ROLE … LOGIN PASSWORD …): no secret stands in a file of the repository.
--
-- Each subgraph has a schema and a role of the same name. The role owns nothing, creates nothing and sees nothing of the
-- others; what it may do with the rows of its tables stands in grants.sql. Schemas and tables belong to whoever runs the
-- migrations: whoever runs this, or whom the setting lynk.migrator names.
DO $$
DECLARE
  name text;
  migrator text := coalesce(nullif(current_setting('lynk.migrator', true), ''), current_user);
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

    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', name, migrator);
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', name);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', name, name);
    -- A new table is closed until grants.sql opens it.
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I REVOKE ALL ON TABLES FROM %I', migrator, name, name);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I REVOKE ALL ON SEQUENCES FROM %I', migrator, name, name);
  END LOOP;
END
$$;
