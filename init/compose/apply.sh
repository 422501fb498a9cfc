#!/bin/bash
# Applies what init/ says to the servers of docker-compose.yml: PostgreSQL's migrations, Redis' functions, Kafka's accounts,
# topics and rights, Cassandra's tables and roles. Safe to run again: before each new version, and after a password has changed.
source "$(dirname "$0")/../lib.sh"
cql=$(mktemp -d)
trap 'rm -rf "$cql"' EXIT

LYNK_SECRETS_DIR=$STATE/secrets LYNK_TLS_DIR=$STATE/tls node "$INIT/../dist/migrate.js"
node "$INIT/redis/apply.mjs" redis:6379 "$STATE"
node "$INIT/kafka/users.mjs" kafka:9094 "$STATE"
KAFKA_REPLICATION=1 node "$INIT/kafka/apply.mjs" kafka:9093 "$STATE"
export CASSANDRA_REPLICATION=1
for file in keyspaces.cql roles.cql; do fill "$INIT/cassandra/$file" > "$cql/$file"; done
node "$INIT/cassandra/apply.mjs" cassandra:9042 "$STATE" "$cql/keyspaces.cql" "$INIT"/cassandra/lynk_message/*.cql "$cql/roles.cql"
echo 'The servers are as this version needs them.'
