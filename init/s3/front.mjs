// node front.mjs SOCKET HOST:PORT MODE TLS-FOLDER [NAME]...: TLS 1.3 in front of an S3 server that listens on a Unix socket.
// MODE `private` wants a client certificate of ours whose common name is one of NAME; `public` wants none and is for
// presigned addresses, which the server checks.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';

const [socket = '', address = '', mode = '', folder = '', ...names] = process.argv.slice(2);
const port = Number(address.split(':').at(-1));
const isPrivate = mode !== 'public';
const HANDSHAKE_MS = 10_000;
const QUIET_MS = 120_000;

const server = tls.createServer(
  {
    key: readFileSync(`${folder}/s3.key`),
    cert: readFileSync(`${folder}/s3.crt`),
    ca: readFileSync(`${folder}/ca.crt`),
    requestCert: isPrivate,
    rejectUnauthorized: isPrivate,
    minVersion: 'TLSv1.3',
    handshakeTimeout: HANDSHAKE_MS,
  },
  (client) => {
    if (isPrivate && !names.includes(client.getPeerCertificate().subject?.CN)) return client.destroy();
    const upstream = net.connect(socket);
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const side of [client, upstream]) {
      side.setTimeout(QUIET_MS, end);
      side.on('error', end);
      side.on('close', end);
    }
    client.pipe(upstream).pipe(client);
  },
);
server.maxConnections = 512;
server.on('tlsClientError', () => undefined);
server.listen(port, address.slice(0, -`:${port}`.length));
