# Kafka from its jars: one node, broker and controller.
start_kafka() {
  export FOLDER=$STATE/kafka PORT=$KAFKA_PORT INTERNAL_PORT=$KAFKA_INTERNAL_PORT CONTROLLER_PORT=$KAFKA_CONTROLLER_PORT
  export KAFKA_REPLICATION=1 KAFKA_MIN_INSYNC=1
  local java=(java -Xms64m "-Xmx${KAFKA_HEAP:-256m}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.showDateTime=true "-Dkafka.logs.dir=$FOLDER"
    -cp "$CACHE/kafka/lib/*")
  give lynk-stack kafka
  fill "$INIT/kafka/server.properties" | write lynk-stack "$FOLDER/server.properties"
  # Without accounts: users.mjs makes them, with passwords that can change.
  [ -f "$FOLDER/data/meta.properties" ] || setpriv --reuid lynk-stack --regid "$(id -g lynk-stack)" --init-groups \
    "${java[@]}" kafka.tools.StorageTool format -t "$(cluster_id)" -c "$FOLDER/server.properties" >/dev/null
  start kafka lynk-stack "${java[@]}" kafka.Kafka "$FOLDER/server.properties"
}

# 16 random bytes in URL-safe base64; one that begins with a dash would be taken for an option.
cluster_id() {
  local id; id=$(openssl rand -base64 16 | tr '+/' '-_' | tr -d '=\n')
  case $id in -*) cluster_id ;; *) echo "$id" ;; esac
}

ready_kafka() {
  wait_for kafka 120 listens "$KAFKA_PORT"
  node "$INIT/kafka/users.mjs" "$HOST:$KAFKA_INTERNAL_PORT" "$STATE"
  KAFKA_REPLICATION=1 node "$INIT/kafka/apply.mjs" "$HOST:$KAFKA_PORT" "$STATE"
}
