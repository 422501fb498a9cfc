import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../logger/logger.ts';
import { blobStoreContract } from './blob-store.contract.ts';
import { FileBlobStore } from './file.ts';
import { BLOBS_PATH } from './file-address.ts';
import { createBlobRoutes } from './file-routes.ts';

const PAGE = 'https://chat.example';
const logger = createLogger({ level: 'silent' });

/** A store in a temporary folder, served on a free port. */
async function open(options: { maxWriters?: number; idleMs?: number } = {}) {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'lynk-blobs-'));
  const folder = path.join(parent, 'blobs');
  let now = Date.UTC(2026, 0, 31);
  const clock = { now: () => now };
  let url = '';
  const secret = randomBytes(32).toString('hex');
  const store = await FileBlobStore.open({ folder, secret, publicUrl: () => url });
  const app = express();
  const isAllowedOrigin = (origin: string) => origin === PAGE;
  app.use(BLOBS_PATH, createBlobRoutes({ store, clock, logger, isAllowedOrigin, ...options }));
  const server = http.createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    store,
    folder,
    reopen: () => FileBlobStore.open({ folder, secret, publicUrl: () => url }),
    unfinished: () => readdirSync(path.join(folder, 'unfinished')),
    now: clock.now,
    advance: async (ms: number) => {
      now += ms;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

blobStoreContract('files', open);

describe('a blob store in files', () => {
  let blobs: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    blobs = await open({ maxWriters: 2, idleMs: 50 });
  });
  afterAll(() => blobs.close());

  const address = (key = randomUUID(), size = 100) =>
    blobs.store.uploadAddress(key, { size, contentType: 'text/plain' }, blobs.now() + 60_000);

  /** A PUT that sends a part of its body and then nothing. */
  async function stalled(size = 100) {
    const { url } = await address();
    const headers = { 'content-type': 'text/plain', 'content-length': size };
    const request = http.request(url, { method: 'PUT', headers });
    const ended = new Promise<string>((resolve) => {
      request.on('error', () => resolve('cut'));
      request.on('response', (response) => resolve(`${response.statusCode}`));
    });
    request.write(randomBytes(10));
    return { request, ended };
  }

  it('cuts a sender that has stalled, and keeps nothing of it', async () => {
    expect(await (await stalled()).ended).toBe('cut');
    await expect.poll(blobs.unfinished).toEqual([]);
  });

  it('receives so many at once, and tells the others to come back', async () => {
    const slow = await Promise.all([stalled(), stalled()]);
    await expect.poll(() => blobs.unfinished().length).toBe(2);
    const { url } = await address();
    const headers = { 'content-type': 'text/plain' };
    const answer = await fetch(url, { method: 'PUT', headers, body: randomBytes(100) });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    await Promise.all(slow.map(({ ended }) => ended));
  });

  it('wants to know the length before the bytes', async () => {
    const { url } = await address();
    const headers = { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' };
    const status = await new Promise<number | undefined>((resolve) => {
      const request = http.request(url, { method: 'PUT', headers }, (response) => {
        resolve(response.statusCode);
        response.resume();
      });
      request.end('x'.repeat(100));
    });
    expect(status).toBe(411);
  });

  it('removes what a crash has left when it is opened', async () => {
    writeFileSync(path.join(blobs.folder, 'unfinished', `${randomUUID()}.0a0b0c`), 'half of');
    await blobs.reopen();
    expect(blobs.unfinished()).toEqual([]);
  });

  it('lets pages of allowed origins send and fetch', async () => {
    const { url } = await address();
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: { origin: PAGE, 'access-control-request-method': 'PUT' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    const strange = await fetch(url, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } });
    expect(strange.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('serves nothing that could run, remembers nobody, and takes no other method', async () => {
    const key = randomUUID();
    const { url } = await address(key, 5);
    await fetch(url, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'hello' });
    const download = { contentType: 'text/plain', fileName: 'a.txt', disposition: 'attachment' } as const;
    const answer = await fetch(await blobs.store.downloadAddress(key, download, blobs.now() + 60_000));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, max-age=60, immutable',
    });
    expect(answer.headers.has('set-cookie')).toBe(false);
    expect(await answer.text()).toBe('hello');
    const deleted = await fetch(url, { method: 'DELETE' });
    expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'PUT, GET, HEAD']);
  });

  it.each(['..%2f..%2fversion', 'a', 'A'.repeat(20), '%00', 'x'.repeat(200)])('knows no blob %j', async (key) => {
    const { url } = await address();
    const other = url.replace(/\/blobs\/[^?]+/, `/blobs/${key}`);
    expect([400, 403, 404]).toContain((await fetch(other)).status);
  });
});
