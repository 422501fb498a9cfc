#!/bin/bash
# Makes the certificate authority, and one certificate for each server and each service: EC keys on P-256, PKCS #8, names
# as subjectAltName (RFC 9525), uses limited (RFC 5280). One is made again when it ends within 30 days or its names have
# changed. The authority's key is needed here alone: elsewhere keep it away from the servers.
source "$(dirname "$0")/../lib.sh"
mkdir -p "$STATE/tls" && cd "$STATE/tls"
DAYS=397
# Names by which servers and services are reached besides their own, as in DNS:a.example,IP:192.0.2.1
EXTRA_NAMES=${LYNK_STACK_NAMES:-DNS:localhost,IP:127.0.0.1,IP:127.0.0.2,IP:127.0.0.3}

key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }

if [ ! -s ca.crt ]; then
  key ca.key
  openssl req -x509 -new -key ca.key -sha256 -days 3650 -subj '/O=Lynk/CN=Lynk internal authority' -out ca.crt \
    -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign
  chmod 644 ca.crt
fi

# certificate NAME COMMON-NAME USES: PostgreSQL takes the common name for the role
certificate() {
  local name=$1 common=$2 uses=$3 names="DNS:$1,$EXTRA_NAMES"
  if openssl x509 -in "$name.crt" -checkend 2592000 -noout >/dev/null 2>&1 && [ "$(cat "$name.names")" = "$names" ]; then
    return
  fi
  key "$name.key.new"
  openssl req -new -key "$name.key.new" -subj "/O=Lynk/CN=$common" | openssl x509 -req -CA ca.crt -CAkey ca.key -days "$DAYS" \
    -sha256 -set_serial "0x$(openssl rand -hex 16)" -out "$name.crt.new" 2>/dev/null -extfile <(printf '%s\n' \
      basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature "extendedKeyUsage=$uses" \
      "subjectAltName=$names" subjectKeyIdentifier=hash authorityKeyIdentifier=keyid)
  # Key and chain in one file: what Kafka and Cassandra read.
  cat "$name.key.new" "$name.crt.new" ca.crt > "$name.pem"
  mv "$name.key.new" "$name.key"
  mv "$name.crt.new" "$name.crt"
  printf '%s' "$names" > "$name.names"
}

# Servers call each other in a cluster, services are called by the gateway and call each other.
for name in "${SERVERS[@]}"; do certificate "$name" "$name" serverAuth,clientAuth; done
for name in "${SERVICES[@]}"; do certificate "$name" "lynk_$name" serverAuth,clientAuth; done
# Whoever runs the scripts of init/, and whoever runs PostgreSQL's migrations.
certificate admin lynk_admin clientAuth
certificate migrator lynk_migrator clientAuth
# Whoever looks after dead letters.
certificate operator lynk_operator clientAuth
