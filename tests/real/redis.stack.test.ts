import { statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisCommands, type RedisSettings } from '#platform/redis/redis.ts';
import { type Certificates, makeCertificates } from '#tests/kit/grpc.ts';
import { type GuardedRedis, startGuardedRedis } from '#tests/kit/guarded-redis.ts';
import type { StackAccount } from '#tests/kit/stack.ts';
import { handshake } from '#tests/kit/tls-handshake.ts';

const logger = createLogger({ level: 'silent' });
const SERVICES: readonly StackAccount[] = ['gateway', 'auth', 'user', 'room', 'message', 'media', 'notification'];
const UNREACHED = { code: 'SERVICE_UNAVAILABLE' };
const NOT_ALLOWED = /^NOPERM/;

let server: GuardedRedis;
let strangers: Certificates;
beforeAll(async () => {
  [server, strangers] = await Promise.all([startGuardedRedis(), makeCertificates()]);
});
afterAll(async () => {
  strangers.remove();
  await server.stop();
});

/** Signs in and sends one command. */
function ask(settings: RedisSettings, ...command: [string, ...(string | number)[]]) {
  const redis = new RedisCommands({ settings, logger });
  onTestFinished(() => redis.close());
  return redis.send(...command);
}
const askAs = (account: StackAccount, command: string) => {
  const [name = '', ...values] = command.split(' ');
  return ask(server.as(account), name, ...values);
};

test.each(SERVICES)('Redis answers %s with its certificate and its password', async (service) => {
  expect(await askAs(service, 'PING')).toBe('PONG');
});

describe('Redis refuses', () => {
  test('somebody without a certificate', async () => {
    const { tls, ...settings } = server.as('message');
    const nothing = { ca: tls?.ca ?? '', cert: '', key: '' };
    await expect(ask({ ...settings, tls: nothing }, 'PING')).rejects.toMatchObject(UNREACHED);
    await expect(ask(settings, 'PING')).rejects.toMatchObject(UNREACHED);
  });

  test('a certificate of another authority, in the same name', async () => {
    const { tls, ...settings } = server.as('message');
    const { cert, key } = strangers.of('message');
    const foreign = { ca: tls?.ca ?? '', cert, key };
    await expect(ask({ ...settings, tls: foreign }, 'PING')).rejects.toMatchObject(UNREACHED);
  });

  test('TLS 1.2', async () => {
    const { nodes, tls = { ca: '' } } = server.as('message');
    const target = { port: nodes[0]?.port ?? 0, tls };
    expect(await handshake({ ...target, version: 'TLSv1.3' })).toBe('TLSv1.3');
    await expect(handshake({ ...target, version: 'TLSv1.2' })).rejects.toThrow(/protocol version|ECONNRESET/);
  });

  test('a wrong password, no password, and the account that a new server has', async () => {
    const right = server.as('message');
    const { password: _, username: _name, ...nobody } = right;
    const guesses = [{ ...right, password: 'a guess' }, nobody, { ...nobody, username: 'default', password: '' }];
    for (const settings of guesses) await expect(ask(settings, 'PING')).rejects.toThrow(/NOAUTH|WRONGPASS|ERR AUTH/);
  });

  test.each<[StackAccount, string]>([
    ['room', 'GET message:hot:{a}'],
    ['room', 'DEL message:hot:{a}'],
    ['room', 'GET presence:{1}:seen:a'],
    ['room', 'GETDEL ticket:another-purpose:a'],
    ['message', 'GET room:{names}:through'],
    ['message', 'ZRANGE message:other 0 -1'],
    ['gateway', 'ZRANGE message:hot:{a} 0 -1'],
    ['gateway', 'HMGET rate:login:address:192.0.2.1 tokens'],
    ['auth', 'HMGET rate:cost:account:a tokens'],
    ['user', 'GET rate:login:a'],
    ['media', 'GET ticket:room-picture:a'],
    ['media', 'SET ticket:another-purpose:a b'],
    ['notification', 'ZADD presence:{1}:sockets:a 1 s'],
    ['notification', 'ZRANGE message:hot:{a} 0 -1'],
  ])('%s: %s', async (service, command) => {
    await expect(askAs(service, command)).rejects.toThrow(NOT_ALLOWED);
  });

  test.each<[StackAccount, string]>([
    ['room', 'PUBLISH room:a {}'],
    ['room', 'SUBSCRIBE room:a'],
    ['media', 'PUBLISH viewer:a {}'],
    ['auth', 'PUBLISH room:a {}'],
    ['auth', 'SUBSCRIBE sessions.ended'],
    ['user', 'PUBLISH sessions.ended {}'],
    ['gateway', 'SUBSCRIBE room:a'],
    ['gateway', 'PUBLISH viewer:a {}'],
    ['notification', 'SUBSCRIBE room:a'],
    ['notification', 'PUBLISH filters.changed {}'],
    ['message', 'PUBLISH sessions.ended {}'],
    ['message', 'PSUBSCRIBE *'],
  ])('%s: %s', async (service, command) => {
    await expect(askAs(service, command)).rejects.toThrow(NOT_ALLOWED);
  });

  test.each(SERVICES)('what only an operator may, to %s', async (service) => {
    const commands = ['FLUSHALL', 'FLUSHDB', 'CONFIG GET *', 'KEYS *', 'SCAN 0', 'ACL LIST', 'MONITOR', 'SHUTDOWN'];
    const more = ['FUNCTION LIST', 'FUNCTION DELETE lynk_names', 'SCRIPT FLUSH', 'CLIENT LIST', 'MODULE LIST', 'SAVE'];
    const others = ['SWAPDB 0 1', 'MIGRATE h 1 k 0 1', 'REPLICAOF h 1', 'CLUSTER RESET', 'RENAME a b', 'DUMP a'];
    for (const command of [...commands, ...more, ...others]) {
      await expect(askAs(service, command), command).rejects.toThrow(NOT_ALLOWED);
    }
  });

  test('what nobody may while it runs, even to an operator', async () => {
    await expect(askAs('admin', 'DEBUG SLEEP 0')).rejects.toThrow(/DEBUG command not allowed/);
    await expect(askAs('admin', 'MODULE LOAD /x.so')).rejects.toThrow(/MODULE command not allowed/);
    await expect(askAs('admin', 'CONFIG SET dir /')).rejects.toThrow(/protected config/);
  });

  test('a foreign key to a script of ours, even when the script is loaded', async () => {
    const run = (key: string) => ask(server.as('message'), 'EVAL', "return redis.call('ZCARD', KEYS[1])", 1, key);
    expect(await run('message:hot:{a}')).toBe(0);
    await expect(run('rate:login:a')).rejects.toThrow(NOT_ALLOWED);
    // The key is hidden from the door, and the commands of a script are looked at, too.
    const hidden = "return redis.call('ZCARD', 'rate:' .. 'login:a')";
    await expect(ask(server.as('message'), 'EVAL', hidden, 0)).rejects.toThrow(/can't access at least one of the keys/);
  });

  test('more when it is full, and forgets nothing for it', async () => {
    const limit = await askAs('admin', 'CONFIG GET maxmemory');
    await askAs('media', 'SET ticket:room-picture:a b');
    onTestFinished(() => askAs('admin', `CONFIG SET maxmemory ${[limit].flat()[1]}`).then(() => undefined));
    await askAs('admin', 'CONFIG SET maxmemory 1');
    await expect(askAs('media', 'SET ticket:room-picture:c d')).rejects.toMatchObject(UNREACHED);
    expect(await askAs('room', 'GETDEL ticket:room-picture:a')).toBe('b');
  });
});

test('files of the server are its own', async () => {
  await askAs('media', 'SET ticket:room-picture:a b');
  const modes = ['redis.conf', 'users.acl', 'data', 'data/appendonlydir', 'secrets/redis-room', 'tls/redis.key'].map(
    (name) => (statSync(path.join(server.folder, name)).mode & 0o077).toString(8),
  );
  expect(modes).toEqual(modes.map(() => '0'));
});

test('what was written is in the file within a second', async () => {
  const settings = ['appendonly', 'appendfsync', 'save', 'protected-mode', 'tls-auth-clients'];
  const values = await Promise.all(settings.map(async (name) => [await askAs('admin', `CONFIG GET ${name}`)].flat()));
  expect(values.map((pair) => pair[1])).toEqual(['yes', 'everysec', '', 'yes', 'yes']);
});
