import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { GRAPHQL_PATH } from '../http/app.ts';
import { isAllowedOrigin } from '../http/origins.ts';
import type { RefusalReason } from '../metrics/gateway-figures.ts';

/** Why a request for a WebSocket is not granted. */
export interface UpgradeRefusal {
  readonly status: number;
  /** For whoever looks into why there is no socket: browsers keep it from pages. */
  readonly message: string;
  /** As it is counted; null for what is no request of ours. */
  readonly reason: RefusalReason | null;
}

/** An origin is a scheme, a host (at most 253 characters) and a port; what is longer is none. */
const MAX_SHOWN_ORIGIN = 300;

/**
 * Decides on a request for a WebSocket. Null when it is granted.
 *
 * @param allowedOrigins of web pages besides the gateway's own
 */
export function upgradeRefusal(
  request: IncomingMessage,
  options: { isReady: boolean; allowedOrigins: readonly string[] },
): UpgradeRefusal | null {
  if (request.url?.split('?', 1)[0] !== GRAPHQL_PATH) {
    return { status: 404, message: `WebSockets are opened at ${GRAPHQL_PATH}.`, reason: null };
  }
  if (!options.isReady) {
    return { status: 503, message: 'The gateway is stopping. Connect again.', reason: 'stopping' };
  }
  if (isAllowedOrigin(request, options.allowedOrigins)) return null;
  const origin = request.headers.origin?.slice(0, MAX_SHOWN_ORIGIN);
  const message = `Pages of the origin ${origin} may not open sockets here. The setting LYNK_ALLOWED_ORIGINS lists those that may.`;
  return { status: 403, message, reason: 'origin' };
}

/** Answers a request for a WebSocket with a refusal, as plain text, and ends the connection. */
export function refuseUpgrade(stream: Duplex, { status, message }: UpgradeRefusal): void {
  const body = Buffer.from(`${message}\n`);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${body.length}`,
    'X-Content-Type-Options: nosniff',
  ];
  stream.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
}
