import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';

const ANSWER_MS = 10_000;
/** PostgreSQL begins in the clear: this asks for TLS, and one byte answers. */
const SSL_REQUEST = Buffer.from('0000000804d2162f', 'hex');

/** Whom to shake hands with, and what to show. */
export interface HandshakeOptions {
  readonly port: number;
  readonly tls: { readonly ca: string; readonly cert?: string; readonly key?: string };
  /** The version to insist on. */
  readonly version: 'TLSv1.2' | 'TLSv1.3';
  readonly isPostgres?: boolean;
}

/**
 * Shakes hands with a server on this machine.
 *
 * @returns the version that was agreed on. Whether the server likes the certificate shows later, with the first answer.
 * @throws Error with the alert of the server
 */
export async function handshake({ port, tls: shown, version, isPostgres }: HandshakeOptions): Promise<string | null> {
  const socket = net.connect(port, '127.0.0.1');
  socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('The server does not answer.')));
  if (isPostgres) {
    socket.write(SSL_REQUEST);
    await once(socket, 'data');
  }
  const secure = tls.connect({ socket, ...shown, minVersion: version, maxVersion: version, servername: 'localhost' });
  try {
    await once(secure, 'secureConnect');
    return secure.getProtocol();
  } finally {
    secure.on('error', () => undefined);
    secure.destroy();
  }
}
