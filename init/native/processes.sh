# Starting and stopping servers by pid; to be sourced after lib.sh. A pid file says pid and start time, so that another
# process that has got the number since is never mistaken for ours.
RUN=$STATE/run

# started_at PID: when it was started, in ticks; nothing once it has ended, even if nobody has taken note of that yet
started_at() { awk '{ sub(/^.*\) /, ""); if ($1 !~ /[ZX]/) print $20 }' "/proc/$1/stat" 2>/dev/null; }

# pid_of NAME: its pid when it runs
pid_of() {
  local pid time
  read -r pid time 2>/dev/null < "$RUN/$1.pid" && [ -n "$time" ] && [ "$(started_at "$pid")" = "$time" ] && echo "$pid"
}

# start NAME USER COMMAND...: in a session of its own, as that user, with its output in a log
start() {
  local name=$1 user=$2; shift 2
  mkdir -p "$RUN"
  # On the disk before the network: /dev/null in, one log out.
  (cd / && exec setsid setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups --no-new-privs "$@") \
    < /dev/null >> "$STATE/$name.log" 2>&1 &
  echo "$! $(started_at $!)" > "$RUN/$name.pid"
}

# stop NAME SIGNAL: waits 30 s, then kills
stop() {
  local pid; pid=$(pid_of "$1") || { rm -f "$RUN/$1.pid"; return 0; }
  kill "-$2" "$pid"
  for _ in $(seq 300); do
    [ "$(pid_of "$1")" = "$pid" ] || { rm -f "$RUN/$1.pid"; echo "$1 stopped"; return 0; }
    sleep 0.1
  done
  kill -KILL "$pid"
  rm -f "$RUN/$1.pid"
  echo "$1 killed: it did not stop within 30 s"
}

# wait_for NAME SECONDS COMMAND...: until the command succeeds, as long as the process runs
wait_for() {
  local name=$1 until=$((SECONDS + $2)); shift 2
  until "$@" >/dev/null 2>&1; do
    pid_of "$name" >/dev/null || { echo "$name ended; see $STATE/$name.log" >&2; tail -n 15 "$STATE/$name.log" >&2; return 1; }
    [ $SECONDS -lt $until ] || { echo "$name is not there after $2 s; see $STATE/$name.log" >&2; return 1; }
    sleep 0.2
  done
}

listens() { (exec 3<> "/dev/tcp/$HOST/$1") 2>/dev/null; }

# give USER NAME: the server's folder with copies of its certificate and key, all of it the user's alone
give() {
  local user=$1 name=$2 folder=$STATE/$2
  install -d -m 700 -o "$user" -g "$(id -g "$user")" "$folder" "$folder/tls"
  install -m 600 -o "$user" -g "$(id -g "$user")" "$STATE/tls/$name".{key,crt,pem} "$STATE/tls/ca.crt" "$folder/tls/"
}

# write USER FILE: stdin into a file that is the user's alone
write() { cat > "$2.new"; chown "$1:" "$2.new"; mv "$2.new" "$2"; }
