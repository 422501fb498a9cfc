import { createHash, randomBytes, randomUUID } from 'node:crypto';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BlobStore, Download } from './blob-store.ts';

/** A store under test whose addresses can be spoken to. */
export interface BlobStoreHarness {
  readonly store: BlobStore;
  /** The store's clock, in milliseconds since 1970. */
  now(): number;
  /** Lets at least this much time pass for the store. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
const PICTURE: Download = { contentType: 'image/png', fileName: 'Füße "1".png', disposition: 'inline' };

/**
 * What every {@link BlobStore} keeps: the calls, and what its addresses answer over HTTP.
 *
 * @param isWholeServer whether its addresses answer HEAD and know `If-Range`, as those of a server of our own do
 */
export function blobStoreContract(
  name: string,
  create: () => Promise<BlobStoreHarness>,
  { isWholeServer = true }: { isWholeServer?: boolean } = {},
): void {
  describe(`blob store: ${name}`, () => {
    let harness: BlobStoreHarness;
    beforeAll(async () => {
      harness = await create();
    });
    afterAll(() => harness.close());

    const soon = () => harness.now() + MINUTE_MS;
    const upload = (key: string, size: number, expiresAt = soon()) =>
      harness.store.uploadAddress(key, { size, contentType: 'image/png' }, expiresAt);

    /** Sends bytes to an address with its headers. @returns the status */
    async function put(
      address: Awaited<ReturnType<typeof upload>>,
      body: Uint8Array,
      headers: Record<string, string> = {},
    ): Promise<number> {
      const given = Object.fromEntries(address.headers.map((header) => [header.name.toLowerCase(), header.value]));
      const answer = await fetch(address.url, { method: 'PUT', body, headers: { ...given, ...headers } });
      await answer.text();
      return answer.status;
    }

    /** A blob that is there. */
    async function stored(size = 1_000): Promise<{ key: string; bytes: Buffer }> {
      const [key, bytes] = [randomUUID(), randomBytes(size)];
      expect(await put(await upload(key, size), bytes)).toBeLessThan(300);
      return { key, bytes };
    }

    const refused = (status: number) => expect([400, 403, 409, 410, 411, 412, 413, 415]).toContain(status);

    async function get(key: string, headers: Record<string, string> = {}, method = 'GET') {
      const url = await harness.store.downloadAddress(key, PICTURE, soon());
      const answer = await fetch(url, { headers, method });
      return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
    }

    it('keeps what is sent to an address, byte for byte', async () => {
      const { key, bytes } = await stored(3_000_000);
      expect(await harness.store.size(key)).toBe(bytes.length);
      const hash = createHash('sha256');
      for await (const chunk of (await harness.store.read(key)) ?? []) hash.update(chunk as Uint8Array);
      expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect((await get(key)).bytes.equals(bytes)).toBe(true);
    });

    it('knows nothing of what was not sent', async () => {
      const key = randomUUID();
      await upload(key, 10);
      expect([await harness.store.size(key), await harness.store.read(key)]).toEqual([null, null]);
      expect((await get(key)).status).toBe(404);
      await harness.store.delete(key);
    });

    it('takes what is complete once', async () => {
      const { key, bytes } = await stored(100);
      refused(await put(await upload(key, 100), randomBytes(100)));
      expect((await get(key)).bytes.equals(bytes)).toBe(true);
    });

    it('takes one of many that come at once', async () => {
      const key = randomUUID();
      const address = await upload(key, 50_000);
      const bodies = Array.from({ length: 5 }, () => randomBytes(50_000));
      const statuses = await Promise.all(bodies.map((body) => put(address, body)));
      const taken = statuses.flatMap((status, index) => (status < 300 ? [index] : []));
      expect(taken.length).toBe(1);
      expect((await get(key)).bytes.equals(bodies[taken[0] ?? 0] ?? Buffer.alloc(0))).toBe(true);
    });

    it.each([99, 101])('refuses %i bytes where 100 were announced', async (size) => {
      const key = randomUUID();
      refused(await put(await upload(key, 100), randomBytes(size)));
      expect(await harness.store.size(key)).toBeNull();
    });

    it('refuses another media type than was announced', async () => {
      const key = randomUUID();
      refused(await put(await upload(key, 5), randomBytes(5), { 'content-type': 'text/html' }));
      expect(await harness.store.size(key)).toBeNull();
    });

    it('keeps nothing of what ends early, and takes it the next time', async () => {
      const [key, bytes] = [randomUUID(), randomBytes(1_000)];
      const address = await upload(key, bytes.length);
      await new Promise<void>((resolve) => {
        const given = Object.fromEntries(address.headers.map((header) => [header.name, header.value]));
        const request = http.request(address.url, { method: 'PUT', headers: { ...given, 'content-length': 1_000 } });
        request.on('error', () => resolve());
        request.on('close', () => resolve());
        request.write(bytes.subarray(0, 500), () => setImmediate(() => request.destroy()));
      });
      expect(await harness.store.size(key)).toBeNull();
      await expect.poll(() => put(address, bytes)).toBeLessThan(300);
    });

    it('refuses addresses that are too old', async () => {
      const { key } = await stored(10);
      const other = randomUUID();
      const download = await harness.store.downloadAddress(key, PICTURE, harness.now() + 1_000);
      const address = await upload(other, 10, harness.now() + 1_000);
      await harness.advance(2_000);
      expect([403, 410]).toContain((await fetch(download)).status);
      refused(await put(address, randomBytes(10)));
      expect(await harness.store.size(other)).toBeNull();
    });

    it('refuses an address of which anything was changed', async () => {
      const { key } = await stored(10);
      const url = new URL(await harness.store.downloadAddress(key, PICTURE, soon()));
      for (const [parameter, value] of url.searchParams) {
        const changed = new URL(url);
        const digit = value.at(-2) ?? 'x';
        changed.searchParams.set(parameter, `${value.slice(0, -2)}${digit === '1' ? '2' : '1'}${value.slice(-1)}`);
        expect([400, 403], parameter).toContain((await fetch(changed)).status);
      }
      const ofAnother = new URL(url);
      ofAnother.pathname = ofAnother.pathname.replace(key, (await stored(10)).key);
      expect((await fetch(ofAnother)).status).toBe(403);
      const address = await upload(randomUUID(), 10);
      const longer = address.url.replace(/\?(.*)10/, (_, before: string) => `?${before}11`);
      refused(await put({ ...address, url: longer }, randomBytes(11)));
      refused((await fetch(url, { method: 'PUT', body: randomBytes(10) })).status);
    });

    it('says what it is, for whom, and that nothing may run in it', async () => {
      const { key, bytes } = await stored(10);
      const { status, headers } = await get(key);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('image/png');
      expect(headers.get('content-length')).toBe(`${bytes.length}`);
      expect(headers.get('content-disposition')).toBe(
        `inline; filename="F__e _1_.png"; filename*=UTF-8''F%C3%BC%C3%9Fe%20%221%22.png`,
      );
    });

    it.runIf(isWholeServer)('answers HEAD like GET, without the bytes', async () => {
      const { key } = await stored(10);
      const { status, headers, bytes } = await get(key, {}, 'HEAD');
      expect([status, headers.get('content-length'), bytes.length]).toEqual([200, '10', 0]);
    });

    it.each([
      ['bytes=0-0', 0, 1],
      ['bytes=10-19', 10, 20],
      ['bytes=990-', 990, 1_000],
      ['bytes=-5', 995, 1_000],
      ['bytes=500-5000', 500, 1_000],
    ])('answers the range %s', async (range, from, to) => {
      const { key, bytes } = await stored();
      const answer = await get(key, { range });
      expect(answer.status).toBe(206);
      expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/1000`);
      expect(answer.bytes.equals(bytes.subarray(from, to))).toBe(true);
    });

    it('answers 416 when there is no such range', async () => {
      const { key } = await stored();
      expect((await get(key, { range: 'bytes=1000-' })).status).toBe(416);
    });

    it.runIf(isWholeServer)('answers the whole when the range is of another blob', async () => {
      const { key, bytes } = await stored();
      const etag = (await get(key)).headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[^"]+"$/);
      expect((await get(key, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
      const other = await get(key, { range: 'bytes=0-9', 'if-range': '"another"' });
      expect([other.status, other.bytes.equals(bytes)]).toEqual([200, true]);
    });

    describe('in parts', () => {
      const PART = 5 * 1024 * 1024;
      const SIZE = 2 * PART + 1_000;
      const expected = { size: SIZE, contentType: 'image/png' };
      const announce = (key: string, expiresAt = soon()) => harness.store.partAddresses(key, expected, PART, expiresAt);
      const sendPart = async (url: string, body: Uint8Array) => {
        const answer = await fetch(url, { method: 'PUT', body });
        await answer.text();
        return answer.status;
      };
      type Parts = Awaited<ReturnType<typeof announce>>;
      const sendAll = (parts: Parts, bytes: Buffer) =>
        Promise.all(parts.map(({ url, offset, size }) => sendPart(url, bytes.subarray(offset, offset + size))));

      it('makes a blob of all of them, in their order, once', async () => {
        const [key, bytes] = [randomUUID(), randomBytes(SIZE)];
        const parts = await announce(key);
        expect(parts.map(({ number, offset, size }) => [number, offset, size])).toEqual([
          [1, 0, PART],
          [2, PART, PART],
          [3, 2 * PART, 1_000],
        ]);
        // The last one first, and one of them twice.
        const [first] = parts;
        expect(await sendPart(first?.url ?? '', randomBytes(PART))).toBeLessThan(300);
        for (const status of await sendAll(parts.toReversed(), bytes)) expect(status).toBeLessThan(300);
        expect(await harness.store.size(key)).toBeNull();
        await Promise.all([harness.store.assemble(key, SIZE), harness.store.assemble(key, SIZE)]);
        await harness.store.assemble(key, SIZE);
        expect(await harness.store.size(key)).toBe(SIZE);
        const answer = await get(key);
        expect(answer.bytes.equals(bytes)).toBe(true);
        expect(answer.headers.get('content-type')).toBe('image/png');
        await harness.store.delete(key);
        expect(await harness.store.size(key)).toBeNull();
      });

      it('makes nothing as long as one is missing', async () => {
        const [key, bytes] = [randomUUID(), randomBytes(SIZE)];
        const parts = await announce(key);
        const missing = parts[1];
        await sendAll(
          parts.filter((part) => part !== missing),
          bytes,
        );
        await harness.store.assemble(key, SIZE);
        expect(await harness.store.size(key)).toBeNull();
        await sendAll(missing ? [missing] : [], bytes);
        await harness.store.assemble(key, SIZE);
        expect((await get(key)).bytes.equals(bytes)).toBe(true);
      });

      it('refuses another length, and an address that was changed or is too old', async () => {
        const key = randomUUID();
        const [, , last] = await announce(key);
        const url = last?.url ?? '';
        for (const size of [999, 1_001]) refused(await sendPart(url, randomBytes(size)));
        refused(await sendPart(url.replace(/(part(?:Number)?)=3/i, '$1=2'), randomBytes(1_000)));
        refused(await sendPart(url.replace(key, randomUUID()), randomBytes(1_000)));
        const [, , old] = await announce(randomUUID(), harness.now() + 1_000);
        await harness.advance(2_000);
        refused(await sendPart(old?.url ?? '', randomBytes(1_000)));
      });

      it('leaves what came in one piece, and deletes what was never assembled', async () => {
        const { key, bytes } = await stored(100);
        await sendAll(await announce(key), randomBytes(SIZE));
        await harness.store.assemble(key, SIZE);
        expect((await get(key)).bytes.equals(bytes)).toBe(true);
        const other = randomUUID();
        await sendAll(await announce(other), randomBytes(SIZE));
        await harness.store.delete(other);
        await harness.store.assemble(other, SIZE);
        expect(await harness.store.size(other)).toBeNull();
      });
    });

    it('deletes a blob, twice if need be', async () => {
      const { key } = await stored(10);
      await harness.store.delete(key);
      await harness.store.delete(key);
      expect([await harness.store.size(key), (await get(key)).status]).toEqual([null, 404]);
    });
  });
}
