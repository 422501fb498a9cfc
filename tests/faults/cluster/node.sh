#!/bin/bash
# node.sh NUMBER: becomes that node of a cluster of three on 127.0.0.1 to 127.0.0.3, under a user of its own (so that its
# network can be cut). node.sh make: secrets and certificates. node.sh apply: keyspace, tables and roles.
# LYNK_STACK_FOLDER holds all of it; CASSANDRA_PORT and CASSANDRA_STORAGE_PORT are the same for all nodes.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
source "$ROOT/init/lib.sh"
source "$INIT/native/cassandra.sh"
export CASSANDRA_SEEDS=127.0.0.1:$CASSANDRA_STORAGE_PORT,127.0.0.2:$CASSANDRA_STORAGE_PORT,127.0.0.3:$CASSANDRA_STORAGE_PORT
# Accounts must be readable with any one node away, from the beginning on.
export CASSANDRA_OPTIONS="-Dcassandra.ring_delay_ms=2000 -Dcassandra.superuser_setup_delay_ms=2000 \
  -Dcassandra.system_auth.default_rf=3 -Dcassandra.system_distributed.default_rf=3"
export CASSANDRA_REPLICATION=3 HOST=127.0.0.1

# What cassandra.sh is built on, for a node that its caller starts and ends.
wait_for() { :; }
give() {
  install -d -m 711 "$STATE" && install -d -m 700 "$STATE/cassandra/tls"
  install -m 600 "$SHARED/tls/cassandra".{key,crt,pem} "$SHARED/tls/ca.crt" "$STATE/cassandra/tls/"
}
write() { cat > "$2"; }
start() {
  shift 2
  chown -R "$USER_ID:$USER_ID" "$STATE/cassandra"
  cd / && exec setpriv --reuid "$USER_ID" --regid "$USER_ID" --clear-groups --no-new-privs "$@"
}

case $1 in
  make) "$INIT/secrets/make.sh" && "$INIT/tls/make.sh" ;;
  apply) mkdir -p "$STATE/cassandra" && ready_cassandra ;;
  *)
    USER_ID=$((61000 + $1)) SHARED=$STATE STATE=$STATE/node-$1 HOST=127.0.0.$1
    export HOST
    start_cassandra
    ;;
esac
