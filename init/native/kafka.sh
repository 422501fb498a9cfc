# Kafka from its jars: one node, broker and controller.
start_kafka() {
  export FOLDER=$STATE/kafka PORT=$KAFKA_PORT INTERNAL_PORT=$KAFKA_INTERNAL_PORT CONTROLLER_PORT=$KAFKA_CONTROLLER_PORT
  export KAFKA_REPLICATION=1 KAFKA_MIN_INSYNC=1
  local java=(java -Xms64m "-Xmx${KAFKA_HEAP:-256m}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.showDateTime=true "-Dkafka.logs.dir=$FOLDER"
    -cp "$CACHE/kafka/lib/*")
  give lynk-stack kafka
  fill "$INIT/kafka/server.properties" | write lynk-stack "$FOLDER/server.properties"
  if [ ! -f "$FOLDER/data/meta.properties" ]; then
    # The arguments hold passwords: in a file they do not show in the list of processes.
    { echo "kafka.tools.StorageTool format -t $(cluster_id) -c $FOLDER/server.properties"; "$INIT/kafka/users.sh"; } |
      write lynk-stack "$FOLDER/format"
    setpriv --reuid lynk-stack --regid "$(id -g lynk-stack)" --init-groups "${java[@]}" "@$FOLDER/format" >/dev/null
    rm -f "$FOLDER/format"
  fi
  start kafka lynk-stack "${java[@]}" kafka.Kafka "$FOLDER/server.properties"
}

# 16 random bytes in URL-safe base64; one that begins with a dash would be taken for an option.
cluster_id() {
  local id; id=$(openssl rand -base64 16 | tr '+/' '-_' | tr -d '=\n')
  case $id in -*) cluster_id ;; *) echo "$id" ;; esac
}

ready_kafka() {
  wait_for kafka 120 listens "$KAFKA_PORT"
  KAFKA_REPLICATION=1 node "$INIT/kafka/apply.mjs" "$HOST:$KAFKA_PORT" "$STATE"
}
