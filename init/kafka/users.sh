#!/bin/bash
# Prints the arguments of Kafka's `format` that make the SCRAM-SHA-512 users: they are part of a new log's first record.
source "$(dirname "$0")/../lib.sh"
for user in admin "${SERVICES[@]}"; do
  echo "--add-scram"
  echo "\"SCRAM-SHA-512=[name=$user,iterations=8192,password=$(secret "kafka-$user")]\""
done
