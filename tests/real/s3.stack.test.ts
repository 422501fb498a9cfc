import { randomBytes, randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { CreateBucketCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Download, UploadAddress } from '#platform/blob-store/blob-store.ts';
import { S3BlobStore, type S3Settings } from '#platform/blob-store/s3.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { type Certificates, makeCertificates } from '../kit/grpc.ts';
import { stackPort, stackSecret, stackTls } from '../kit/stack.ts';
import { handshake } from '../kit/tls-handshake.ts';

const TYPE = 'image/png';
const PICTURE: Download = { contentType: TYPE, fileName: 'picture.png', disposition: 'inline' };
const BYTES = randomBytes(100);
const MINUTE_MS = 60_000;

let strangers: Certificates;
let settings: S3Settings;
let store: S3BlobStore;
/** Something that is there. */
let key: string;

beforeAll(async () => {
  strangers = await makeCertificates();
  settings = {
    endpoint: `https://127.0.0.1:${stackPort('S3')}`,
    publicEndpoint: `https://127.0.0.1:${stackPort('S3_PUBLIC')}`,
    region: 'us-east-1',
    bucket: 'lynk-media',
    accessKeyId: 'media',
    secretAccessKey: stackSecret('s3-media'),
    tls: stackTls('media'),
  };
  store = new S3BlobStore({ settings, clock: systemClock });
  key = randomUUID();
  expect(await send(await uploadAddress(key))).toBe(200);
});
afterAll(async () => {
  await store.delete(key);
  store.close();
  strangers.remove();
});

const soon = () => Date.now() + MINUTE_MS;
const uploadAddress = (of: string) => store.uploadAddress(of, { size: BYTES.length, contentType: TYPE }, soon());
const downloadAddress = () => store.downloadAddress(key, PICTURE, soon());

/** Asks the public door, as a client with nothing but an address does. @returns the status */
function ask(url: string, method = 'GET', headers: Record<string, string> = {}, body?: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const { ca } = stackTls('media');
    const request = https.request(url, { method, headers, ca, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends bytes to an address as it says, but for what is changed; null leaves a header out. */
function send(
  address: UploadAddress,
  change: Record<string, string | null> = {},
  body: Uint8Array = BYTES,
): Promise<number> {
  const given = Object.fromEntries(address.headers.map(({ name, value }) => [name.toLowerCase(), value]));
  const all = { ...given, 'content-length': `${body.length}`, ...change };
  const headers = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return ask(address.url, 'PUT', Object.fromEntries(headers), body);
}

const isRefused = (status: number) => expect([400, 403, 405, 409, 411, 412]).toContain(status);

test('S3 answers whoever has an address', async () => {
  expect(await ask(await downloadAddress())).toBe(200);
});

describe('S3 refuses at its public door', () => {
  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'POST'])('%s without a signature', async (method) => {
    const { origin, pathname } = new URL(await downloadAddress());
    isRefused(await ask(origin + pathname, method));
    expect(await store.size(key)).toBe(BYTES.length);
  });

  test('the list of files, and of buckets', async () => {
    isRefused(await ask(`${settings.publicEndpoint}/${settings.bucket}`));
    isRefused(await ask(`${settings.publicEndpoint}/`));
  });

  test('an address that has run out', async () => {
    // As it would have been made an hour ago.
    const earlier = new S3BlobStore({ settings, clock: { now: () => Date.now() - 60 * MINUTE_MS } });
    const ended = Date.now() - 59 * MINUTE_MS;
    isRefused(await ask(await earlier.downloadAddress(key, PICTURE, ended)));
    const other = randomUUID();
    isRefused(await send(await earlier.uploadAddress(other, { size: BYTES.length, contentType: TYPE }, ended)));
    expect(await store.size(other)).toBeNull();
    earlier.close();
  });

  test('an address of which anything was changed', async () => {
    const address = await downloadAddress();
    for (const [name, value] of new URL(address).searchParams) {
      const changed = new URL(address);
      changed.searchParams.set(name, `${value.slice(0, -2)}${value.at(-2) === '1' ? '2' : '1'}${value.slice(-1)}`);
      isRefused(await ask(changed.href));
    }
    isRefused(await ask(address.replace(key, randomUUID())));
    isRefused(await ask(address, 'DELETE'));
    isRefused(await ask(address, 'PUT', { 'content-length': '3' }, Buffer.from('new')));
    expect(await store.size(key)).toBe(BYTES.length);
  });

  test.each<[string, Record<string, string | null>, Buffer?]>([
    ['more bytes than were announced', {}, randomBytes(101)],
    ['fewer bytes than were announced', {}, randomBytes(99)],
    ['another media type', { 'content-type': 'text/html' }],
    ['no media type', { 'content-type': null }],
    ['no word of encryption at rest', { 'x-amz-server-side-encryption': null }],
    ['leave to write over what is there', { 'if-none-match': null }],
  ])('%s', async (_, change, body) => {
    const other = randomUUID();
    isRefused(await send(await uploadAddress(other), change, body));
    expect(await store.size(other)).toBeNull();
  });

  test('TLS 1.2', async () => {
    const { ca } = stackTls('media');
    const target = { port: stackPort('S3_PUBLIC'), tls: { ca } };
    expect(await handshake({ ...target, version: 'TLSv1.3' })).toBe('TLSv1.3');
    await expect(handshake({ ...target, version: 'TLSv1.2' })).rejects.toThrow(/protocol version/);
  });
});

describe("S3 refuses at the services' door", () => {
  const as = (change: Partial<S3Settings>) => {
    const other = new S3BlobStore({ settings: { ...settings, ...change }, clock: systemClock });
    return other.size(key).finally(() => other.close());
  };
  const refused = { code: 'SERVICE_UNAVAILABLE' };

  test('nobody who is right', async () => {
    expect(await as({})).toBe(BYTES.length);
  });

  test.each<[string, () => Partial<S3Settings>]>([
    ['somebody without a certificate', () => ({ tls: { ca: stackTls('media').ca, cert: '', key: '' } })],
    ['a certificate of another authority', () => ({ tls: { ...strangers.of('media'), ca: stackTls('media').ca } })],
    ['the certificate of another service', () => ({ tls: stackTls('auth') })],
    ['a wrong secret', () => ({ secretAccessKey: 'a guess' })],
  ])('%s', async (_, change) => {
    await expect(as(change())).rejects.toMatchObject(refused);
  });

  test('TLS 1.2', async () => {
    const target = { port: stackPort('S3'), tls: stackTls('media') };
    expect(await handshake({ ...target, version: 'TLSv1.3' })).toBe('TLSv1.3');
    await expect(handshake({ ...target, version: 'TLSv1.2' })).rejects.toThrow(/protocol version/);
  });

  test('media making another bucket, or writing to one', async () => {
    const client = new S3Client({
      region: settings.region,
      endpoint: settings.endpoint,
      forcePathStyle: true,
      credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
      maxAttempts: 1,
      requestHandler: { httpsAgent: new https.Agent({ ...settings.tls, minVersion: 'TLSv1.3' }) },
    });
    expect((await client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([settings.bucket]);
    const Bucket = `another-${randomBytes(4).toString('hex')}`;
    await expect(client.send(new CreateBucketCommand({ Bucket }))).rejects.toThrow();
    await expect(client.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }))).rejects.toThrow();
    client.destroy();
  });

  test('unsigned administration', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const url = `http://127.0.0.1:${stackPort('S3_ADMIN')}/list-users`;
      http
        .request(url, { method: 'PATCH' }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect([400, 403, 404]).toContain(status);
  });
});
