import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer, type Server as HttpsServer } from 'node:https';
import { commonName } from '../grpc/contract.ts';
import type { Logger } from '../logger/logger.ts';
import { type LiveTls, TLS_VERSION } from '../secrets/tls.ts';

/** What a subgraph is served on. */
export type HostServer = HttpServer | HttpsServer;

const GATEWAY = commonName('gateway');
/** Of somebody who connects and says nothing. */
const HANDSHAKE_MS = 5_000;
/** No gateway waits longer for an answer. */
const ANSWER_MS = 10_000;
const SWEEP_MS = 50;

/**
 * The server behind a subgraph's address. With certificates it speaks TLS 1.3 only, with nobody but a gateway: its
 * certificate has to be of our authority and hold the gateway's name, or nothing that it sends is read. When the
 * certificates are replaced, connections that are made from then on have the new ones, and those that are open go on.
 *
 * @param tls left out, it speaks plain HTTP, for gateways on the same machine
 */
export function createHostServer(answer: RequestListener, tls: LiveTls | undefined, logger: Logger): HostServer {
  if (!tls) return createServer(answer);
  const options = { ...TLS_VERSION, requestCert: true, rejectUnauthorized: true, handshakeTimeout: HANDSHAKE_MS };
  const server = createSecureServer({ ...options, ...tls.current() }, answer);
  // Before the listener that reads requests from it.
  server.prependListener('secureConnection', (socket) => {
    const caller = socket.getPeerCertificate().subject?.CN;
    if (caller === GATEWAY) return;
    logger.warn({ caller }, 'a connection is refused: it is not the gateway’s');
    socket.destroy();
  });
  server.on('tlsClientError', (error) => {
    logger.warn(
      { reason: 'code' in error ? error.code : error.message },
      'a connection is refused: its TLS is not good',
    );
  });
  server.on(
    'close',
    tls.onChange((changed) => server.setSecureContext({ ...TLS_VERSION, ...changed })),
  );
  return server;
}

/** Stops listening, and ends each connection when the answer that is under way is out; all of them after 10 s. */
export async function closeHostServer(server: HostServer): Promise<void> {
  // A connection that was busy is kept open otherwise, and a gateway goes on to use it.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), ANSWER_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearInterval(sweep);
  clearTimeout(cut);
}
