# What the scripts of init/ and init/native/ share; to be sourced. All of them are idempotent and take their place from
#   LYNK_STACK_FOLDER   secrets, certificates, data and logs (default: the folder for state of Debian's services)
#   LYNK_STACK_CACHE    what was downloaded
set -euo pipefail
umask 077

INIT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
STATE=${LYNK_STACK_FOLDER:-/var/lib/lynk-stack}
CACHE=${LYNK_STACK_CACHE:-/var/cache/lynk-stack}

# Every process of ours that signs in somewhere. Names of certificates, accounts and secrets are made from these.
SERVICES=(gateway auth user room message media notification)
# Every server that they sign in to.
SERVERS=(postgres redis kafka cassandra s3)

# secret NAME: what the secret of that name says. Names are <server>-<account>.
secret() { cat "$STATE/secrets/$1"; }

# fill FILE: the file with {{env NAME}}, {{secret NAME}} and {{sha256 NAME}} (of a secret) filled in, to stdout.
fill() {
  awk -v secrets="$STATE/secrets/" '{
    while (match($0, /\{\{[a-z0-9]+ [A-Za-z_-]+\}\}/)) {
      split(substr($0, RSTART + 2, RLENGTH - 4), mark, " ")
      if (mark[1] == "env") { if (!(mark[2] in ENVIRON)) fail(mark[2]); value = ENVIRON[mark[2]] }
      else {
        file = secrets mark[2]
        if ((getline value < file) <= 0) fail(file)
        close(file)
        if (mark[1] == "sha256") {
          command = "tr -d \"\\n\" < \"" file "\" | sha256sum"
          command | getline value; close(command); value = substr(value, 1, 64)
        }
      }
      $0 = substr($0, 1, RSTART - 1) value substr($0, RSTART + RLENGTH)
    }
    print
  }
  function fail(name) { print "fill: there is no " name > "/dev/stderr"; exit 1 }' "$1"
}
