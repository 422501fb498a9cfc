# versitygw on files, behind two doors: one for services, with client certificates, and one for presigned addresses.
start_s3() {
  local folder=$STATE/s3
  export ROOT_ACCESS_KEY=admin; ROOT_SECRET_KEY=$(secret s3-admin); export ROOT_SECRET_KEY
  give lynk-stack s3
  install -d -m 700 -o lynk-stack -g "$(id -g lynk-stack)" "$folder"/{data,meta,iam,front}
  rm -f "$folder/front/s3.sock"
  # Pages of any origin may use a presigned address: whoever has it may, and there are no cookies.
  start s3 lynk-stack "$CACHE/versitygw" --port "$folder/front/s3.sock" --region us-east-1 --quiet --keep-alive \
    --cors-allow-origin '*' --admin-port "$HOST:$S3_ADMIN_PORT" --iam-dir "$folder/iam" posix --nometa=false --sidecar "$folder/meta" "$folder/data"
  unset ROOT_SECRET_KEY
  # A copy: the checkout need not be open to the server's user.
  write lynk-stack "$folder/front.mjs" < "$INIT/s3/front.mjs"
  start s3-private lynk-stack "$(command -v node)" "$folder/front.mjs" "$folder/front/s3.sock" "$HOST:$S3_PORT" private "$folder/tls" \
    lynk_media lynk_admin
  start s3-public lynk-stack "$(command -v node)" "$folder/front.mjs" "$folder/front/s3.sock" "$HOST:$S3_PUBLIC_PORT" public \
    "$folder/tls"
}

ready_s3() {
  wait_for s3 30 listens "$S3_ADMIN_PORT"
  wait_for s3-private 30 listens "$S3_PORT"
  wait_for s3-public 30 listens "$S3_PUBLIC_PORT"
  VERSITYGW=$CACHE/versitygw "$INIT/s3/apply.sh" "http://$HOST:$S3_ADMIN_PORT"
}
