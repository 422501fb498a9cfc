-- The server's part, which a superuser runs through psql: the database, its roles and schemas, passwords. Safe to run again.
--
-- lynk_migrator runs the migrations (`npm run migrate`) and can do nothing else with the server: it owns the schemas and
-- their tables, since PostgreSQL lets only an owner alter one, and so it can read them; it makes no database, schema or
-- role, is a member of none, and no service holds its password or its certificate.
SET client_min_messages = warning;
SELECT 'CREATE ROLE lynk_migrator' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lynk_migrator') \gexec
ALTER ROLE lynk_migrator LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
  PASSWORD '{{secret postgres-migrator}}' CONNECTION LIMIT 4;
-- The database belongs to the superuser: whoever owns it can make schemas.
SELECT 'CREATE DATABASE lynk TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C.UTF-8'''
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'lynk') \gexec
-- Nobody but the superuser has business in the other databases.
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
\connect lynk
SET client_min_messages = warning;

BEGIN;
SET LOCAL lynk.migrator = 'lynk_migrator';
\ir roles.sql
GRANT CONNECT ON DATABASE lynk TO lynk_migrator;
CREATE SCHEMA IF NOT EXISTS lynk_migrations AUTHORIZATION lynk_migrator;
REVOKE ALL ON SCHEMA lynk_migrations FROM PUBLIC;
COMMIT;

ALTER ROLE lynk_auth LOGIN PASSWORD '{{secret postgres-auth}}' CONNECTION LIMIT 40;
ALTER ROLE lynk_user LOGIN PASSWORD '{{secret postgres-user}}' CONNECTION LIMIT 40;
ALTER ROLE lynk_room LOGIN PASSWORD '{{secret postgres-room}}' CONNECTION LIMIT 40;
ALTER ROLE lynk_message LOGIN PASSWORD '{{secret postgres-message}}' CONNECTION LIMIT 40;
ALTER ROLE lynk_media LOGIN PASSWORD '{{secret postgres-media}}' CONNECTION LIMIT 40;
ALTER ROLE lynk_notification LOGIN PASSWORD '{{secret postgres-notification}}' CONNECTION LIMIT 40;
-- The event log is Kafka's here: its role in roles.sql stays without a login.
