#!/bin/bash
# restart.sh SERVER...: starts servers of a stack that `stack.sh up` has made once, and waits until they listen. Nothing is
# made again but what Redis loses with its data.
source "$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)/init/lib.sh"
source "$INIT/native/processes.sh"
export HOST=127.0.0.1
source "$STATE/ports.env"

for server in "$@"; do
  source "$INIT/native/$server.sh"
  "start_$server"
done
for server in "$@"; do
  case $server in
    postgres) wait_for postgres 120 pg_isready -h "$STATE/postgres/socket" -p "$POSTGRES_PORT" ;;
    redis) ready_redis ;;
    kafka) wait_for kafka 120 listens "$KAFKA_PORT" ;;
    cassandra) wait_for cassandra 180 listens "$CASSANDRA_PORT" ;;
    s3)
      wait_for s3 30 listens "$S3_ADMIN_PORT"
      wait_for s3-private 30 listens "$S3_PORT"
      wait_for s3-public 30 listens "$S3_PUBLIC_PORT"
      ;;
  esac
done
