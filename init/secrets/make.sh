#!/bin/bash
# Makes the secrets that are missing: one file each, 256 random bits in characters that need no quoting, readable by its
# owner alone. None has a default. One that is there is left as it is.
source "$(dirname "$0")/../lib.sh"
mkdir -p "$STATE/secrets"

make() {
  [ -s "$STATE/secrets/$1" ] && return
  openssl rand -base64 32 | tr '+/' '-_' | tr -d '=\n' > "$STATE/secrets/$1.new"
  mv "$STATE/secrets/$1.new" "$STATE/secrets/$1"
}

# Who runs migrations and scripts of init/.
for server in redis kafka cassandra s3; do make "$server-admin"; done
make postgres-migrator
for service in "${SERVICES[@]}"; do
  for server in redis kafka; do make "$server-$service"; done
done
for service in auth user room message media notification; do make "postgres-$service"; done
make cassandra-message
make s3-media
# Who looks after dead letters.
make kafka-operator
