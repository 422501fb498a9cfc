import type { IncomingMessage } from 'node:http';

/** An IPv4 address in the form of IPv6 (RFC 4291 §2.5.5.2), as dual-stack sockets show it. */
const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * The address of the client itself, for rate limits.
 *
 * @param trustedProxies how many proxies stand in front; each has appended the address that it saw to `X-Forwarded-For`,
 *   and what stands further left may be invented by the client
 * @returns null when the socket is already closed
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string | null {
  const forwarded = trustedProxies > 0 ? String(request.headers['x-forwarded-for'] ?? '') : '';
  const addresses = [...forwarded.split(',').map((text) => text.trim()), request.socket.remoteAddress ?? ''];
  const seen = addresses.filter((address) => address !== '');
  const address = seen[Math.max(0, seen.length - 1 - trustedProxies)];
  return address === undefined ? null : (MAPPED_IPV4.exec(address)?.[1] ?? address);
}
