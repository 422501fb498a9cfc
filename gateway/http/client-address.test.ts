import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';
import { isAllowedOrigin } from './origins.ts';

const request = (remoteAddress: string | undefined, headers: object = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;

describe('the address of a client', () => {
  const forwarded = { 'x-forwarded-for': '6.6.6.6, 203.0.113.7, 10.0.0.2' };

  it.each([
    [0, '10.0.0.1'],
    [1, '10.0.0.2'],
    [2, '203.0.113.7'],
    [9, '6.6.6.6'],
  ])('is taken from behind %i proxies', (proxies, address) => {
    expect(clientAddress(request('10.0.0.1', forwarded), proxies)).toBe(address);
  });

  it('is the socket’s own without the header, in one form', () => {
    expect(clientAddress(request('::ffff:192.0.2.1'), 2)).toBe('192.0.2.1');
    expect(clientAddress(request('2001:db8::1'), 0)).toBe('2001:db8::1');
    expect(clientAddress(request(undefined), 0)).toBeNull();
  });
});

describe('the origin of a page', () => {
  const allows = (headers: object) => isAllowedOrigin(request('::1', headers), ['https://chat.example']);

  it('must be the gateway’s own or an allowed one, if there is any', () => {
    expect(allows({ host: 'lynk.example' })).toBe(true);
    expect(allows({ host: 'lynk.example', origin: 'https://lynk.example' })).toBe(true);
    expect(allows({ host: 'lynk.example', origin: 'https://chat.example' })).toBe(true);
    expect(allows({ host: 'lynk.example', origin: 'https://evil.example' })).toBe(false);
    expect(allows({ host: 'lynk.example', origin: 'null' })).toBe(false);
    expect(allows({ host: 'lynk.example:4000', origin: 'http://lynk.example' })).toBe(false);
  });
});
