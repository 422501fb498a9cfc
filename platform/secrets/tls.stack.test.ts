import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Certificates, makeCertificates } from '#tests/kit/grpc.ts';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';
import { until } from '#tests/kit/until.ts';
import { createLogger } from '../logger/logger.ts';
import { FileSecrets } from './files.ts';
import { openTls, type Tls } from './tls.ts';

let first: Certificates;
let second: Certificates;
beforeAll(async () => {
  [first, second] = await Promise.all([makeCertificates(), makeCertificates()]);
});
afterAll(() => {
  first.remove();
  second.remove();
});

/** A folder with a service's certificates. */
function folderWith(tls: Tls) {
  const folder = temporaryFolder();
  const put = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  put('ca.crt', tls.ca);
  put('room.crt', tls.cert);
  put('room.key', tls.key);
  const secrets = new FileSecrets({ folder, logger: createLogger({ level: 'silent' }) });
  onTestFinished(() => secrets.close());
  return { secrets, put };
}

const trimmed = ({ ca, cert, key }: Tls) => ({ ca: ca.trimEnd(), cert: cert.trimEnd(), key: key.trimEnd() });

test('certificates are taken over when all that belong together are there', async () => {
  const [old, fresh] = [trimmed(first.of('room')), trimmed(second.of('room'))];
  const { secrets, put } = folderWith(old);
  const tls = await openTls(secrets, 'room');
  expect(tls.current()).toEqual(old);
  expect(tls.current()).toBe(tls.current());
  const told: Tls[] = [];
  tls.onChange((changed) => told.push(changed));
  put('room.crt', fresh.cert);
  expect(await secrets.read('room.crt')).toBe(fresh.cert);
  expect(tls.current()).toEqual(old);
  put('room.key', fresh.key);
  await until('the pair', () => tls.current().cert === fresh.cert);
  put('ca.crt', fresh.ca);
  await until('the authority', () => tls.current().ca === fresh.ca);
  expect(told).toEqual([{ ...fresh, ca: old.ca }, fresh]);
});

test('what is no certificate does not take the place of one', async () => {
  const old = trimmed(first.of('room'));
  const { secrets, put } = folderWith(old);
  const tls = await openTls(secrets, 'room');
  for (const [name, text] of [
    ['ca.crt', 'no certificate'],
    ['ca.crt', first.of('user').cert],
    ['room.key', first.of('user').key],
  ] as const) {
    put(name, text);
    expect(await secrets.read(name)).toBe(text.trimEnd());
    expect(tls.current()).toEqual(old);
    put(name, name === 'ca.crt' ? old.ca : old.key);
    await secrets.read(name);
  }
});

test('a process does not begin with a key that is not its certificate’s, or without one', async () => {
  const { secrets, put } = folderWith(first.of('room'));
  put('room.key', first.of('user').key);
  await expect(openTls(secrets, 'room')).rejects.toThrow('the key in room.key is not that of room.crt');
  put('room.key', 'nonsense');
  await expect(openTls(secrets, 'room')).rejects.toThrow('can be read as PEM');
  await expect(openTls(secrets, 'user')).rejects.toThrow('The secret user.crt is missing');
});
