# Redis of Debian, as the user redis.
start_redis() {
  export FOLDER=$STATE/redis PORT=$REDIS_PORT REDIS_MAXMEMORY=${REDIS_MAXMEMORY:-256mb} REDIS_FILTER_COMMANDS=
  # Redis 8 has filters of its own; another server refuses rights on commands that it does not know.
  [[ $(redis-server --version) =~ v=([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 8 ] &&
    REDIS_FILTER_COMMANDS=' +evalsha +eval +cf.exists +cf.reserve +cf.addnx'
  give redis redis
  install -d -m 700 -o redis -g redis "$FOLDER/data"
  fill "$INIT/redis/redis.conf" | write redis "$FOLDER/redis.conf"
  fill "$INIT/redis/users.acl" | write redis "$FOLDER/users.acl"
  start redis redis redis-server "$FOLDER/redis.conf"
}

ready_redis() {
  wait_for redis 30 listens "$REDIS_PORT"
  node "$INIT/redis/apply.mjs" "$HOST:$REDIS_PORT" "$STATE"
}
