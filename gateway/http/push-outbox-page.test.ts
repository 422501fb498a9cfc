import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import type { ShownPush } from '#platform/push/push-outbox.ts';
import { isLocal } from './local-only.ts';
import { pushOutboxPage } from './push-outbox-page.ts';

const aPush = (position: number): ShownPush => ({
  position,
  targetId: '00000000-0000-4000-8000-000000000000',
  kind: 'FCM',
  device: 'device',
  collapseId: 'collapse',
  title: '<script>alert(1)</script>',
  body: `"Push" & ${position}`,
  roomId: 'r_1',
  messageId: 'm_1',
  shownAt: 0,
  sends: 1,
});

/** Serves the page over pushes numbered up to `count`. */
async function serve(count: number) {
  const outbox = {
    newest: async (before: number | null, limit: number) => {
      const first = Math.min(count, (before ?? count + 1) - 1);
      return Array.from({ length: Math.max(0, Math.min(limit, first)) }, (_, index) => aPush(first - index));
    },
  };
  const { path, handler } = pushOutboxPage({ outbox, logger: createLogger({ level: 'silent' }) });
  const app = express();
  app.use(path, handler);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get: (query: string, accept: string) => fetch(`http://127.0.0.1:${port}${path}${query}`, { headers: { accept } }),
  };
}

it('shows other people’s words as words, and links to older ones', async () => {
  const { get } = await serve(51);
  const page = await get('', 'text/html');
  const text = await page.text();
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect(text).not.toContain('<script');
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).toContain('href="/dev/outbox?before=2"');
  expect(await (await get('?before=2', 'text/html')).text()).not.toContain('Older ones');
});

it('tells programs the same as JSON, in pages', async () => {
  const { get } = await serve(5);
  expect(await (await get('?limit=2', 'application/json')).json()).toMatchObject({
    pushes: [{ position: 5 }, {}],
    next: 4,
  });
  expect(await (await get('?limit=2&before=2', 'application/json')).json()).toMatchObject({
    pushes: [{ position: 1 }],
    next: null,
  });
});

it('is not there for those who ask under another name', async () => {
  const { port } = await serve(1);
  const asked = request({ port, host: '127.0.0.1', path: '/dev/outbox', headers: { host: 'evil.example' } }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  expect(answer.statusCode).toBe(404);
});

it.each([
  ['127.0.0.1', 'localhost:4000', {}, true],
  ['::1', '[::1]:4000', {}, true],
  ['::ffff:127.0.0.1', '127.0.0.1', {}, true],
  ['203.0.113.9', 'localhost', {}, false],
  ['127.0.0.1', 'chat.example', {}, false],
  ['127.0.0.1', '', {}, false],
  ['127.0.0.1', 'localhost', { 'x-forwarded-for': '203.0.113.9' }, false],
  ['127.0.0.1', 'localhost', { forwarded: 'for=203.0.113.9' }, false],
])('a connection from %s that asks for %j with %j is local: %s', (remoteAddress, host, more, expected) => {
  const headers = { host, ...more };
  expect(isLocal({ headers, socket: { remoteAddress } } as unknown as IncomingMessage)).toBe(expected);
});
