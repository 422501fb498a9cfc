import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { type IncomingHttpHeaders } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';

const SECRET = 'the key that signs everything';
const [WEB_PAGE, EXPLORER_PAGE] = ['<title>Web client</title>', '<title>Explorer</title>'];
let gateway: TestGateway;
let closed: TestGateway;
let base: string;

beforeAll(async () => {
  base = mkdtempSync(path.join(os.tmpdir(), 'lynk-static-'));
  const write = (name: string, content: string) => {
    mkdirSync(path.dirname(path.join(base, name)), { recursive: true });
    writeFileSync(path.join(base, name), content);
  };
  write('secret', SECRET);
  write('secret.js', SECRET);
  write('web-private/secret.js', SECRET);
  write('web/.env', SECRET);
  write('web/.git/config.js', SECRET);
  write('web/index.html', WEB_PAGE);
  write('web/mark.svg', '<svg/>');
  write('web/assets/main-0abc.js', 'web');
  write('explorer/index.html', EXPLORER_PAGE);
  write('explorer/assets/main-1def.js', 'explorer');
  const webFolder = path.join(base, 'web');
  gateway = await TestGateway.start({ config: { webFolder, explorerFolder: path.join(base, 'explorer') } });
  closed = await TestGateway.start({ config: { webFolder } });
});
afterAll(async () => {
  await Promise.all([gateway.stop(), closed.stop()]);
  rmSync(base, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks for exactly this address, as no browser and no library would leave it. */
function get(address: string, options: { accept?: string; from?: TestGateway } = {}): Promise<Answer> {
  const { hostname, port } = new URL((options.from ?? gateway).url);
  const headers = { accept: options.accept ?? 'text/html,*/*;q=0.8' };
  return new Promise((resolve, reject) => {
    const asked = http.get({ hostname, port, path: address, headers }, async (response) => {
      resolve({ status: response.statusCode, headers: response.headers, body: await text(response) });
    });
    asked.on('error', reject);
  });
}

describe('nothing outside of the folder is served', () => {
  const ways = ['..', '%2e%2e', '.%2e', '%252e%252e', '..;', '..%00', '....', '%c0%ae%c0%ae', '%uff0e%uff0e', '．．'];
  const separators = ['/', '%2f', '%5c', '\\', '%252f', '//', '/./'];
  const addresses = ways.flatMap((way) =>
    separators.flatMap((separator) =>
      ['', '/assets', '/explorer/assets'].flatMap((prefix) =>
        [way, `${way}${separator}${way}`, `x${separator}${way}${separator}${way}`].flatMap((climb) =>
          ['secret', 'secret.js', 'web-private/secret.js'].map((file) => `${prefix}/${climb}${separator}${file}`),
        ),
      ),
    ),
  );

  it(`by any of ${addresses.length} disguises`, async () => {
    const asked = addresses.map((address) => encoded(address));
    for (let index = 0; index < asked.length; index += 50) {
      const answers = await Promise.all(asked.slice(index, index + 50).map((address) => get(address)));
      for (const [place, { status, body }] of answers.entries()) {
        expect(body, asked[index + place]).not.toContain(SECRET);
        expect(status, asked[index + place]).toBeLessThan(500);
      }
    }
  });

  it.each([
    '/.env',
    '/%2eenv',
    '/.git/config.js',
    '/assets/../.env',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/file:///etc/passwd',
  ])('%s', async (address) => {
    const { body } = await get(address);
    expect(body).not.toContain(SECRET);
    expect(body).not.toContain('root:');
  });

  it('and an address that cannot be decoded is told so', async () => {
    const { status, body } = await get('/%E0%A4%A');
    expect(status).toBe(400);
    expect(body).toContain('address');
  });
});

describe('files', () => {
  it.each(['/assets/main-0abc.js', '/explorer/assets/main-1def.js'])(
    '%s has a hash and is kept for ever',
    async (at) => {
      const { status, headers } = await get(at);
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-type']).toMatch('javascript');
    },
  );

  it.each(['/', '/explorer', '/mark.svg'])('%s is asked for anew each time', async (address) => {
    const { status, headers } = await get(address);
    expect([status, headers['cache-control']]).toEqual([200, 'no-cache']);
  });

  it('of a folder are not listed', async () => {
    for (const address of ['/assets', '/assets/', '/explorer/assets/']) {
      expect((await get(address, { accept: '*/*' })).body).not.toContain('main-');
    }
  });
});

describe('pages', () => {
  it.each(['/', '/rooms/abc', '/browse?sort=new', '/register'])('%s is the web client', async (address) => {
    const { status, body, headers } = await get(address);
    expect([status, body]).toEqual([200, WEB_PAGE]);
    expect(headers['content-type']).toMatch('text/html');
  });

  it.each([
    '/graphql',
    '/graphql/else',
    '/blobs',
    '/blobs/abc',
    '/explorer/else',
    '/dev',
    '/dev/outbox',
    '/livez/else',
    '/readyz/else',
    '/healthz',
    '/metrics',
    '/.well-known/security',
    '/assets/missing-0.js',
    '/assets/missing',
    '/missing.png',
  ])('%s is not', async (address) => {
    const { status, body } = await get(address);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).not.toContain('<title>');
  });

  it('are for who reads pages: a program is told that nothing is there', async () => {
    expect((await get('/', { accept: '*/*' })).body).toBe(WEB_PAGE);
    expect(await get('/rooms/abc', { accept: 'application/json' })).toMatchObject({ status: 404 });
  });

  it('may load what is of their own origin, run no text as a program, and stand in no frame', async () => {
    for (const address of ['/', '/rooms/abc', '/explorer']) {
      const { headers } = await get(address);
      const policy = String(headers['content-security-policy']).split('; ');
      expect(policy, address).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
        ]),
      );
      expect(policy.join(' ')).not.toMatch(/unsafe-eval|https?:|\*/);
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    }
  });

  it('have no explorer among them unless it is served', async () => {
    expect((await get('/explorer')).body).toBe(EXPLORER_PAGE);
    const { status, body } = await get('/explorer', { from: closed });
    expect(status).toBe(404);
    expect(body).not.toContain('<title>');
  });
});

/** What no request line can hold is encoded, the rest stays. */
function encoded(address: string): string {
  return address.replace(/[^\x21-\x7e]/g, encodeURIComponent);
}
