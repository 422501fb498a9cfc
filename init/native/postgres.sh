# PostgreSQL of Debian, as the user postgres.
start_postgres() {
  local bin=/usr/lib/postgresql/15/bin
  export FOLDER=$STATE/postgres PORT=$POSTGRES_PORT
  give postgres postgres
  install -d -m 700 -o postgres -g postgres "$FOLDER/socket"
  if [ ! -f "$FOLDER/data/PG_VERSION" ]; then
    # No password: the superuser signs in through the socket alone.
    setpriv --reuid postgres --regid postgres --init-groups "$bin/initdb" -D "$FOLDER/data" -U postgres -A peer \
      -E UTF8 --locale=C.UTF-8 > "$STATE/postgres.log"
  fi
  fill "$INIT/postgres/server.conf" | write postgres "$FOLDER/server.conf"
  write postgres "$FOLDER/pg_hba.conf" < "$INIT/postgres/pg_hba.conf"
  start postgres postgres "$bin/postgres" -D "$FOLDER/data" -c "config_file=$FOLDER/server.conf"
}

ready_postgres() {
  local folder=$STATE/postgres
  wait_for postgres 60 pg_isready -h "$folder/socket" -p "$POSTGRES_PORT"
  fill "$INIT/postgres/server.sql" | write postgres "$folder/server.sql"
  write postgres "$folder/roles.sql" < "$INIT/postgres/roles.sql"
  setpriv --reuid postgres --regid postgres --init-groups env -C "$folder" psql -X -q -v ON_ERROR_STOP=1 \
    -h "$folder/socket" -p "$POSTGRES_PORT" -U postgres -d postgres -f server.sql >/dev/null
  rm -f "$folder/server.sql"
  # What is said of the servers themselves is no setting of Lynk.
  env -u LYNK_STACK_FOLDER -u LYNK_STACK_CACHE -u LYNK_STACK_NAMES LYNK_POSTGRES=$HOST:$POSTGRES_PORT \
    LYNK_SECRETS_DIR=$STATE/secrets LYNK_TLS_DIR=$STATE/tls node "$INIT/../scripts/run-tool.mjs" migrate
}
