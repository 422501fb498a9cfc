import type { IncomingMessage } from 'node:http';

/**
 * Whether a web page may use the gateway. Programs that are not browsers send no `Origin`. Browsers do not keep pages of
 * other origins from opening sockets, so the gateway must (RFC 6455 §10.2).
 *
 * @param allowed origins that may besides the gateway's own
 */
export function isAllowedOrigin(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || allowed.includes(origin)) return true;
  const parsed = URL.canParse(origin) ? new URL(origin) : null;
  return parsed !== null && parsed.host === host;
}
