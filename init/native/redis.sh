# Redis of Debian, as the user redis.
start_redis() {
  export FOLDER=$STATE/redis PORT=$REDIS_PORT REDIS_MAXMEMORY=${REDIS_MAXMEMORY:-256mb}
  give redis redis
  install -d -m 700 -o redis -g redis "$FOLDER/data"
  fill "$INIT/redis/redis.conf" | write redis "$FOLDER/redis.conf"
  fill "$INIT/redis/users.acl" | write redis "$FOLDER/users.acl"
  start redis redis redis-server "$FOLDER/redis.conf"
}

ready_redis() { wait_for redis 30 listens "$REDIS_PORT"; }
