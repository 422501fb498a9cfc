#!/bin/bash
# server.sh SERVER: runs a server in its container, with the settings and certificates that credentials.sh has put into
# /run/lynk. Programs and flags are those of init/native/; what differs is where the image has them.
set -euo pipefail
umask 077
INIT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
GIVEN=/run/lynk

# own FOLDER: the certificates as files of the server's own user in memory, which PostgreSQL insists on
own() {
  cp "$GIVEN"/tls/* /run/tls/
  chmod 600 /run/tls/*
  ln -sfn /run/tls "$1/tls"
}

case ${1:-} in
  postgres)
    folder=/var/lib/postgresql/data
    own "$folder"
    mkdir -p "$folder/socket"
    install -m 600 "$GIVEN/pg_hba.conf" "$folder/pg_hba.conf"
    # No password: the superuser signs in through the socket alone.
    [ -f "$folder/data/PG_VERSION" ] || initdb -D "$folder/data" -U postgres -A peer -E UTF8 --locale=C.UTF-8 >/dev/null
    exec postgres -D "$folder/data" -c "config_file=$GIVEN/server.conf"
    ;;
  redis)
    own /data
    mkdir -p /data/data
    install -m 600 "$GIVEN/users.acl" /data/users.acl
    exec redis-server "$GIVEN/redis.conf"
    ;;
  kafka)
    folder=/var/lib/kafka/data
    own "$folder"
    mkdir -p "$folder/tmp"
    java=(java "-Xms${KAFKA_HEAP:-256m}" "-Xmx${KAFKA_HEAP:-256m}" -XX:+ExitOnOutOfMemoryError "-Djava.io.tmpdir=$folder/tmp"
      -Dlog4j2.level=WARN "-Dkafka.logs.dir=$folder/tmp" -cp '/opt/kafka/libs/*')
    # Without accounts: users.mjs makes them, with passwords that can change.
    [ -f "$folder/data/meta.properties" ] || "${java[@]}" kafka.tools.StorageTool format \
      -t "$("${java[@]}" kafka.tools.StorageTool random-uuid)" -c "$GIVEN/server.properties" >/dev/null
    exec "${java[@]}" kafka.Kafka "$GIVEN/server.properties"
    ;;
  cassandra)
    folder=/var/lib/cassandra
    own "$folder"
    mkdir -p "$folder/tmp"
    # Which parts of Java it opens.
    source "$INIT/native/cassandra.sh"
    access=()
    for name in "${CASSANDRA_EXPORTS[@]}"; do access+=(--add-exports "$name=ALL-UNNAMED"); done
    for name in "${CASSANDRA_OPENS[@]}"; do access+=(--add-opens "$name=ALL-UNNAMED"); done
    # A ring of one has nobody to wait for. nodetool works within the container alone.
    exec java "-Xms${CASSANDRA_HEAP:-512m}" "-Xmx${CASSANDRA_HEAP:-512m}" -Xss512k -XX:+ExitOnOutOfMemoryError \
      -XX:MaxDirectMemorySize=256m -Djdk.attach.allowAttachSelf=true "${access[@]}" \
      -Dio.netty.tryReflectionSetAccessible=true -Djava.net.preferIPv4Stack=true "-Djava.io.tmpdir=$folder/tmp" \
      "-Dcassandra.config=file://$GIVEN/cassandra.yaml" "-Dlogback.configurationFile=$GIVEN/logback.xml" \
      "-Dcassandra.storagedir=$folder" -Dcassandra.jmx.local.port=7199 -Dcassandra-foreground=yes -Dcassandra.ring_delay_ms=100 \
      -Dcassandra.skip_wait_for_gossip_to_settle=0 -Dcassandra.superuser_setup_delay_ms=0 \
      -cp '/opt/cassandra/lib/*' org.apache.cassandra.service.CassandraDaemon
    ;;
  s3)
    folder=/var/lib/s3
    mkdir -p "$folder"/{data,meta,iam}
    rm -f "$folder/front/s3.sock"
    export ROOT_ACCESS_KEY=admin; ROOT_SECRET_KEY=$(cat "$GIVEN/secrets/s3-admin"); export ROOT_SECRET_KEY
    # Commands for accounts are taken from this container's network alone. Pages of any origin may use a presigned address:
    # whoever has it may, and there are no cookies.
    exec versitygw --port "$folder/front/s3.sock" --region us-east-1 --quiet --keep-alive --admin-port 127.0.0.1:7070 \
      --cors-allow-origin '*' --iam-dir "$folder/iam" posix --nometa=false --sidecar "$folder/meta" "$folder/data"
    ;;
  *)
    echo 'Usage: server.sh postgres|redis|kafka|cassandra|s3' >&2
    exit 2
    ;;
esac
