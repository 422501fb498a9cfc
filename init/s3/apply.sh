#!/bin/bash
# apply.sh ENDPOINT: makes the account of the media service and its bucket, through the server's own commands. Safe to run
# again. ENDPOINT is where the server takes them, as in http://127.0.0.1:7000; VERSITYGW names the program.
source "$(dirname "$0")/../lib.sh"
BUCKET=lynk-media
export ADMIN_ENDPOINT_URL=$1 ADMIN_ACCESS_KEY_ID=admin ADMIN_SECRET_ACCESS_KEY=$(secret s3-admin)
admin() { "${VERSITYGW:-versitygw}" admin "$@"; }

admin list-users | grep -qw media || admin create-user --access media --secret "$(secret s3-media)" --role user
admin list-buckets | grep -qw "$BUCKET" || admin create-bucket --bucket "$BUCKET" --owner media
