import { isIP } from 'node:net';
import type { Request } from 'express';

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;

/**
 * Whether a request comes from this machine itself, for pages that are for its user alone. One that a proxy has brought
 * comes from wherever, and a page from elsewhere whose name was pointed at this machine (DNS rebinding) asks under that
 * name: both are strangers.
 */
export function isLocal(request: Pick<Request, 'headers' | 'socket'>): boolean {
  const { headers, socket } = request;
  if (!LOOPBACK.test(socket.remoteAddress ?? '')) return false;
  if (headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined) return false;
  const asked = URL.canParse(`http://${headers.host}`) ? new URL(`http://${headers.host}`).hostname : '';
  const name = asked.replace(/^\[|\]$/g, '');
  return name === 'localhost' || (isIP(name) !== 0 && LOOPBACK.test(name));
}
