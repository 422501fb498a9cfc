#!/bin/bash
# Makes secrets, keys and certificates with the scripts of init/, and gives each container what it may see: a folder each in
# LYNK_CREDENTIALS, which is mounted there as /run/lynk. Safe to run again: what is right stays, what has changed is renamed
# into its place, and processes notice that. The authority and all the rest stay in LYNK_STACK_FOLDER, where nobody else looks.
source "$(dirname "$0")/../lib.sh"
OUT=${LYNK_CREDENTIALS:-/credentials}
SIGNING_KEYS=("$INIT/keys/make.mjs")
# In the image the tool is built already.
[ ! -f "$INIT/../dist/signing-keys.js" ] || SIGNING_KEYS=("$INIT/../dist/signing-keys.js")

# put CONTAINER FILE: stdin as that file of the container's folder. The group may read it: a server has a user of its own,
# and the group alone with this folder.
put() {
  local file=$OUT/$1/$2
  mkdir -p "$(dirname "$file")"
  chmod 750 "$(dirname "$file")"
  cat > "$file.new"
  if cmp -s "$file.new" "$file"; then rm "$file.new"; return; fi
  chmod 440 "$file.new"
  mv "$file.new" "$file"
}

# secrets CONTAINER NAME...
secrets() {
  local container=$1 name; shift
  for name in "$@"; do put "$container" "secrets/$name" < "$STATE/secrets/$name"; done
}

# certificate CONTAINER NAME...: with keys, and the authority's certificate
certificate() {
  local container=$1 name file; shift
  put "$container" tls/ca.crt < "$STATE/tls/ca.crt"
  for name in "$@"; do
    for file in "$name".{crt,key}; do put "$container" "tls/$file" < "$STATE/tls/$file"; done
  done
}

# whole CONTAINER NAME: key and chain in one file, which is what Java reads
whole() {
  put "$1" tls/ca.crt < "$STATE/tls/ca.crt"
  put "$1" "tls/$2.pem" < "$STATE/tls/$2.pem"
}

# filled CONTAINER FOLDER FILE...: settings of a server whose files are in FOLDER, with marks filled in
filled() {
  local container=$1 file; export FOLDER=$2; shift 2
  for file in "$@"; do fill "$INIT/$file" | put "$container" "${file##*/}"; done
}

# of SERVICE: names of the secrets of its accounts
of() { (cd "$STATE/secrets" && printf '%s\n' *-"$1"); }

mkdir -p "$STATE"
"$INIT/secrets/make.sh"
node "${SIGNING_KEYS[@]}" "$STATE/secrets"
"$INIT/tls/make.sh"

for service in "${SERVICES[@]}"; do
  mapfile -t names < <(of "$service")
  secrets "$service" service-public-keys "${names[@]}"
  certificate "$service" "$service"
done
secrets auth access-public-keys access-signing-keys
secrets gateway access-public-keys service-signing-keys

# HOST and PORT are what a server listens on.
export HOST=0.0.0.0
certificate postgres postgres
PORT=5432 filled postgres /var/lib/postgresql/data postgres/server.conf postgres/pg_hba.conf
filled postgres-accounts - postgres/server.sql postgres/roles.sql

certificate redis redis
PORT=6379 REDIS_MAXMEMORY=${REDIS_MAXMEMORY:-256mb} REDIS_FILTER_COMMANDS='' filled redis /data redis/redis.conf redis/users.acl

whole kafka kafka
HOST=kafka PORT=9093 INTERNAL_PORT=9094 CONTROLLER_PORT=9095 KAFKA_REPLICATION=1 KAFKA_MIN_INSYNC=1 \
  filled kafka /var/lib/kafka/data kafka/server.properties

whole cassandra cassandra
HOST=cassandra PORT=9042 STORAGE_PORT=7000 CASSANDRA_SEEDS=cassandra:7000 \
  filled cassandra /var/lib/cassandra cassandra/cassandra.yaml cassandra/logback.xml

secrets s3 s3-admin
secrets s3-accounts s3-admin s3-media
certificate s3-front s3

# Who applies what init/ says to running servers, and who looks after dead letters.
mapfile -t names < <(cd "$STATE/secrets" && printf '%s\n' kafka-*)
secrets apply postgres-migrator redis-admin cassandra-admin cassandra-message "${names[@]}"
certificate apply admin migrator kafka
secrets operator kafka-operator
certificate operator operator
