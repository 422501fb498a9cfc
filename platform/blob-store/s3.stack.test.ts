import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stackPort, stackSecret, stackTls } from '#tests/kit/stack.ts';
import { systemClock } from '../clock/clock.ts';
import { blobStoreContract } from './blob-store.contract.ts';
import { S3BlobStore, type S3Settings } from './s3.ts';

/** The public door without its TLS: what the suite speaks with does not know the stack's authority. */
let door: net.Server;
let settings: S3Settings;

beforeAll(async () => {
  door = net.createServer((client) => {
    const upstream = tls.connect({ host: '127.0.0.1', port: stackPort('S3_PUBLIC'), ca: stackTls('media').ca });
    for (const side of [client, upstream]) side.on('error', () => [client, upstream].map((each) => each.destroy()));
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const address = door.address();
  settings = {
    endpoint: `https://127.0.0.1:${stackPort('S3')}`,
    publicEndpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    region: 'us-east-1',
    bucket: 'lynk-media',
    accessKeyId: 'media',
    secretAccessKey: stackSecret('s3-media'),
    tls: stackTls('media'),
  };
});
afterAll(() => void door.close());

blobStoreContract(
  'S3',
  async () => {
    const store = new S3BlobStore({ settings, clock: systemClock });
    return {
      store,
      now: () => Date.now(),
      advance: async (ms) => void (await sleep(ms + 1_000)),
      close: async () => store.close(),
    };
  },
  { isWholeServer: false },
);

test.each<[string, (settings: S3Settings) => S3Settings]>([
  ['without a certificate', ({ tls: own, ...rest }) => ({ ...rest, tls: { ca: own?.ca ?? '', cert: '', key: '' } })],
  ["with another service's certificate", (given) => ({ ...given, tls: stackTls('auth') })],
  ['with a wrong secret', (given) => ({ ...given, secretAccessKey: 'wrong' })],
])('%s nothing is answered', async (_, change) => {
  const store = new S3BlobStore({ settings: change(settings), clock: systemClock });
  await expect(store.size('12345678')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  store.close();
});
