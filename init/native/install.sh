#!/bin/bash
# Installs the five servers on a Debian machine, as root: packages from the machine's own apt, jars from its maven, one
# program from its go. What is there is not fetched again. Kafka, Cassandra and S3 lie in the cache folder.
source "$(dirname "$0")/../lib.sh"
umask 022
NATIVE=$INIT/native
VERSITYGW=v1.8.0
# The release that it asks for, or a later one.
GO_RELEASE=go1.25.3
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

# What the package managers keep for themselves is in the cache folder as well, and goes when it has been used.
for server in kafka cassandra; do
  pom=$NATIVE/$server-pom.xml folder=$CACHE/$server
  cmp -s "$pom" "$folder/complete" && continue
  rm -rf "$folder" && mkdir -p "$folder"
  mvn -q -B "-Dmaven.repo.local=$CACHE/maven" -f "$pom" dependency:copy-dependencies "-DoutputDirectory=$folder/lib" >/dev/null
  cp "$pom" "$folder/complete"
done
rm -rf "$CACHE/maven"

# prepare_go: Go from 1.21 on fetches the release that a program asks for. An older one, such as Debian's, is told to.
prepare_go() {
  local release folder
  [[ $(go env GOVERSION) =~ ^go1\.(1?[0-9]|20)(\.|$) ]] || return 0
  release=golang.org/toolchain@v0.0.1-$GO_RELEASE.linux-$(go env GOARCH)
  go mod download "$release"
  folder=$(go env GOMODCACHE)/$release
  # As the younger ones do: modules carry neither programs nor modules inside of them.
  chmod +x "$folder"/bin/* "$folder"/pkg/tool/*/*
  mv "$folder/src/_go.mod" "$folder/src/go.mod"
  export PATH=$folder/bin:$PATH
}

if [ ! -x "$CACHE/versitygw-$VERSITYGW" ]; then
  export GOPATH=$CACHE/go GOCACHE=$CACHE/go/build GOBIN=$CACHE/go/bin GOFLAGS=-modcacherw CGO_ENABLED=0
  prepare_go
  go install "github.com/versity/versitygw/cmd/versitygw@$VERSITYGW"
  mv "$GOBIN/versitygw" "$CACHE/versitygw-$VERSITYGW"
  rm -rf "$GOPATH"
fi
ln -sfn "versitygw-$VERSITYGW" "$CACHE/versitygw"

# Whoever runs the servers that bring no account of their own.
id lynk-stack >/dev/null 2>&1 || useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin lynk-stack
