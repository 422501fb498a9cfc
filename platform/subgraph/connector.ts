import { buildConnector } from 'undici';
import { type LiveTls, TLS_VERSION, type Tls } from '../secrets/tls.ts';

/** A connection could not be made, so nothing was sent over it. */
export class NotConnected extends Error {}

/** As `tls.connect` takes it. */
interface SecureOptions extends Tls {
  readonly minVersion: 'TLSv1.3';
  readonly servername: string;
}

/**
 * What a connection to a subgraph is made with at this moment.
 *
 * @param service the name that its certificate has to hold (RFC 9525), whatever its address is
 * @param tls left out, the connection is a plain one
 */
export function connectionOptions(service: string, tls: LiveTls | undefined): SecureOptions | undefined {
  return tls ? { ...TLS_VERSION, ...tls.current(), servername: service } : undefined;
}

/**
 * Makes the connections of undici's clients, each with the certificates of its moment.
 *
 * @param timeoutMs how long making one may take, in milliseconds
 * @returns which fails with {@link NotConnected}
 */
export function connectorTo(service: string, tls: LiveTls | undefined, timeoutMs: number): buildConnector.connector {
  return (target, done) => {
    // Sessions are not taken up again: they would go on with certificates that were replaced.
    const connect = buildConnector({
      timeout: timeoutMs,
      maxCachedSessions: 0,
      ...connectionOptions(service, tls),
    });
    connect({ ...target, ...(tls && { servername: service }) }, (error, socket) => {
      if (error) done(new NotConnected('The connection could not be made.', { cause: error }), null);
      else if (socket) done(null, socket);
    });
  };
}
