-- The server's part, which a superuser runs through psql: the database, its owner, the roles of roles.sql, passwords.
-- Safe to run again. The owner, lynk_admin, runs the migrations; it is no superuser and makes no roles but in here.
SET client_min_messages = warning;
SELECT 'CREATE ROLE lynk_admin' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lynk_admin') \gexec
ALTER ROLE lynk_admin LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '{{secret postgres-admin}}';
SELECT 'CREATE DATABASE lynk OWNER lynk_admin TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C.UTF-8'''
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'lynk') \gexec
-- Nobody but the superuser has business in the other databases.
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
\connect lynk
SET client_min_messages = warning;

BEGIN;
-- Schemas must belong to the owner, who may make roles until this transaction ends.
ALTER ROLE lynk_admin CREATEROLE;
SET SESSION AUTHORIZATION lynk_admin;
\ir roles.sql
RESET SESSION AUTHORIZATION;
ALTER ROLE lynk_admin NOCREATEROLE;
COMMIT;

ALTER ROLE lynk_auth LOGIN PASSWORD '{{secret postgres-auth}}' CONNECTION LIMIT 40;
ALTER ROLE lynk_user LOGIN PASSWORD '{{secret postgres-user}}' CONNECTION LIMIT 40;
ALTER ROLE lynk_room LOGIN PASSWORD '{{secret postgres-room}}' CONNECTION LIMIT 40;
ALTER ROLE lynk_message LOGIN PASSWORD '{{secret postgres-message}}' CONNECTION LIMIT 40;
SELECT 'ALTER ROLE lynk_media LOGIN PASSWORD ''{{secret postgres-media}}'' CONNECTION LIMIT 40'
  WHERE EXISTS (SELECT FROM pg_roles WHERE rolname = 'lynk_media') \gexec
SELECT 'ALTER ROLE lynk_notification LOGIN PASSWORD ''{{secret postgres-notification}}'' CONNECTION LIMIT 40'
  WHERE EXISTS (SELECT FROM pg_roles WHERE rolname = 'lynk_notification') \gexec
-- The event log is Kafka's here: its role in roles.sql stays without a login.
