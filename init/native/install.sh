#!/bin/bash
# Installs the five servers on a Debian machine, as root: packages from the machine's own apt, jars from its maven, one
# program from its go. What is there is not fetched again. Kafka, Cassandra and S3 lie in the cache folder.
source "$(dirname "$0")/../lib.sh"
umask 022
NATIVE=$INIT/native
VERSITYGW=v1.8.0
mkdir -p "$CACHE"

# program:package, for what is missing
packages=()
for need in /usr/lib/postgresql/15/bin/postgres:postgresql-15 redis-server:redis-server java:openjdk-17-jre-headless \
  openssl:openssl curl:curl setpriv:util-linux; do
  command -v "${need%%:*}" >/dev/null || packages+=("${need#*:}")
done
# Maven and Go only fetch what is not in the cache.
[ -f "$CACHE/kafka/complete" ] && [ -f "$CACHE/cassandra/complete" ] || command -v mvn >/dev/null || packages+=(maven)
[ -x "$CACHE/versitygw-$VERSITYGW" ] || command -v go >/dev/null || packages+=(golang)
if [ ${#packages[@]} -gt 0 ]; then
  apt-get update -qq
  # The packages start servers of their own, which nobody wants.
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod 755 "$policy"; trap 'rm -f "$policy"' EXIT; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

for server in kafka cassandra; do
  pom=$NATIVE/$server-pom.xml folder=$CACHE/$server
  cmp -s "$pom" "$folder/complete" && continue
  rm -rf "$folder" && mkdir -p "$folder"
  mvn -q -B -f "$pom" dependency:copy-dependencies "-DoutputDirectory=$folder/lib" >/dev/null
  cp "$pom" "$folder/complete"
done

if [ ! -x "$CACHE/versitygw-$VERSITYGW" ]; then
  GOBIN=$CACHE/go-bin CGO_ENABLED=0 go install "github.com/versity/versitygw/cmd/versitygw@$VERSITYGW"
  mv "$CACHE/go-bin/versitygw" "$CACHE/versitygw-$VERSITYGW"
fi
ln -sfn "versitygw-$VERSITYGW" "$CACHE/versitygw"

# Whoever runs the servers that bring no account of their own.
id lynk-stack >/dev/null 2>&1 || useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin lynk-stack
