#!/bin/bash
# stack.sh up|down|status [SERVER]...: the five real servers on a Debian machine, without containers; all of them when none
# is named. Run it as root. `up` installs what is missing, makes what init/ makes, and ends when every server answers.
source "$(dirname "$0")/../lib.sh"
source "$INIT/native/processes.sh"
for server in "${SERVERS[@]}"; do source "$INIT/native/$server.sh"; done
export HOST=127.0.0.1
PORTS=(POSTGRES REDIS S3 S3_PUBLIC S3_ADMIN KAFKA KAFKA_INTERNAL KAFKA_CONTROLLER CASSANDRA CASSANDRA_STORAGE)

parts_of() { case $1 in s3) echo s3 s3-private s3-public ;; *) echo "$1" ;; esac; }

# Free ports, chosen once; one that somebody else has taken since is chosen again. They are below the range from which the
# system takes ports for outgoing connections. ports.env tells them to whoever connects.
choose_ports() {
  local file=$STATE/ports.env name variable port
  [ ! -f "$file" ] || source "$file"
  declare -A taken=()
  for name in "${PORTS[@]}"; do
    variable=${name}_PORT port=${!variable:-}
    local owner=${name%%_*}
    if [ -z "$port" ] || { ! pid_of "${owner,,}" >/dev/null && listens "$port"; }; then
      while port=$((RANDOM % 12000 + 20000)); [ -n "${taken[$port]:-}" ] || listens "$port"; do :; done
    fi
    taken[$port]=1
    printf -v "$variable" %s "$port"
    echo "${variable}=$port"
  done > "$file.new"
  mv "$file.new" "$file"
  source "$file"
}

up() {
  local server began=$SECONDS
  [ "$(id -u)" = 0 ] || { echo "Run it as root: every server gets a user of its own." >&2; exit 1; }
  "$INIT/native/install.sh"
  mkdir -p "$STATE"
  # Open to pass through alone: the servers' users reach their own folders.
  chmod 711 "$STATE"
  "$INIT/secrets/make.sh"
  node "$INIT/keys/make.mjs" "$STATE/secrets"
  "$INIT/tls/make.sh"
  choose_ports
  for server in "$@"; do pid_of "$server" >/dev/null || "start_$server"; done
  for server in "$@"; do
    "ready_$server"
    node "$INIT/native/check.mjs" "$server" "$STATE"
    echo "$server is up after $((SECONDS - began)) s"
  done
}

down() {
  local server part signal
  for server in "$@"; do
    signal=TERM
    # Fast shutdown: ends sessions, loses nothing.
    [ "$server" = postgres ] && signal=INT
    for part in $(parts_of "$server"); do stop "$part" $signal & done
  done
  wait
}

status() {
  local server part pid
  for server in "$@"; do
    for part in $(parts_of "$server"); do
      if pid=$(pid_of "$part"); then
        echo "$part: pid $pid, $(awk '/^Pss:/ { print int($2 / 1024) }' "/proc/$pid/smaps_rollup") MiB"
      else
        echo "$part: down"
      fi
    done
  done
}

command=${1:-}
shift || true
for server in "$@"; do
  [[ " ${SERVERS[*]} " = *" $server "* ]] || { echo "There is no server $server, but ${SERVERS[*]}." >&2; exit 2; }
done
[ $# -gt 0 ] || set -- "${SERVERS[@]}"
case $command in
  up | down | status) "$command" "$@" ;;
  *) echo "Usage: stack.sh up|down|status [${SERVERS[*]}]" >&2; exit 2 ;;
esac
