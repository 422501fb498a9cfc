# Cassandra from its jars: one node, unless its caller says whose node it is.
#   CASSANDRA_SEEDS, CASSANDRA_OPTIONS   the first nodes of a cluster, and what the virtual machine is told
#   CASSANDRA_REPLICATION                how many copies there are
CASSANDRA_EXPORTS=(java.base/jdk.internal.misc java.base/java.lang.ref java.management.rmi/com.sun.jmx.remote.internal.rmi
  java.rmi/sun.rmi.registry java.rmi/sun.rmi.server java.sql/java.sql jdk.unsupported/sun.misc jdk.attach/sun.tools.attach
  jdk.compiler/com.sun.tools.javac.file)
CASSANDRA_OPENS=(java.base/java.io java.base/java.lang java.base/java.lang.module java.base/java.lang.reflect
  java.base/java.nio java.base/java.util java.base/jdk.internal.loader java.base/jdk.internal.math java.base/jdk.internal.module
  java.base/jdk.internal.ref java.base/jdk.internal.reflect java.base/jdk.internal.util.jar java.base/sun.nio.ch
  jdk.compiler/com.sun.tools.javac jdk.management/com.sun.management.internal)

start_cassandra() {
  export FOLDER=$STATE/cassandra PORT=$CASSANDRA_PORT STORAGE_PORT=$CASSANDRA_STORAGE_PORT
  export CASSANDRA_SEEDS=${CASSANDRA_SEEDS:-$HOST:$CASSANDRA_STORAGE_PORT}
  # A single small node neither waits for a ring to settle nor answers management calls over the network.
  local options=${CASSANDRA_OPTIONS:-"-Dcassandra.ring_delay_ms=100 -Dcassandra.skip_wait_for_gossip_to_settle=0 -Dcassandra.superuser_setup_delay_ms=0"}
  local access=()
  for name in "${CASSANDRA_EXPORTS[@]}"; do access+=(--add-exports "$name=ALL-UNNAMED"); done
  for name in "${CASSANDRA_OPENS[@]}"; do access+=(--add-opens "$name=ALL-UNNAMED"); done
  give lynk-stack cassandra
  install -d -m 700 -o lynk-stack -g "$(id -g lynk-stack)" "$FOLDER/tmp"
  fill "$INIT/cassandra/cassandra.yaml" | write lynk-stack "$FOLDER/cassandra.yaml"
  write lynk-stack "$FOLDER/logback.xml" < "$INIT/cassandra/logback.xml"
  start cassandra lynk-stack java -Xms64m "-Xmx${CASSANDRA_HEAP:-256m}" -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -XX:+ExitOnOutOfMemoryError -XX:MaxDirectMemorySize=256m -Djdk.attach.allowAttachSelf=true "${access[@]}" \
    -Dio.netty.tryReflectionSetAccessible=true -Djava.net.preferIPv4Stack=true "-Djava.io.tmpdir=$FOLDER/tmp" \
    "-Dcassandra.config=file://$FOLDER/cassandra.yaml" "-Dlogback.configurationFile=$FOLDER/logback.xml" \
    "-Dcassandra.storagedir=$FOLDER" -Dcassandra-foreground=yes $options \
    -cp "$CACHE/cassandra/lib/*" org.apache.cassandra.service.CassandraDaemon
}

ready_cassandra() {
  wait_for cassandra 180 listens "$CASSANDRA_PORT"
  export CASSANDRA_REPLICATION=${CASSANDRA_REPLICATION:-1}
  local folder=$STATE/cassandra/cql; mkdir -p "$folder"
  for file in keyspaces.cql roles.cql; do fill "$INIT/cassandra/$file" > "$folder/$file"; done
  shopt -s nullglob
  node "$INIT/cassandra/apply.mjs" "$HOST:$CASSANDRA_PORT" "$STATE" \
    "$folder/keyspaces.cql" "$INIT"/cassandra/lynk_message/*.cql "$folder/roles.cql"
  rm -rf "$folder"
}
