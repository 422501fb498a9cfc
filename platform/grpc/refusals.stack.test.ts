import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import tls, { type ConnectionOptions } from 'node:tls';
import { Client, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import {
  type Certificates,
  makeCertificates,
  openGrpcChannel,
  PROTO_FOLDER,
  startGrpcServer,
} from '#tests/kit/grpc.ts';
import { GrpcAccounts, serveAccounts } from '../accounts/grpc.ts';
import { LynkError } from '../errors/errors.ts';
import { GrpcSessions, serveSessions } from '../sessions/grpc.ts';
import { MAX_REQUEST_BYTES } from './channel.ts';
import { readMethods } from './definition.ts';
import { HEALTH } from './health.ts';
import { ClientTls } from './tls.ts';

let ours: Certificates;
let strangers: Certificates;
beforeAll(async () => {
  [ours, strangers] = await Promise.all([makeCertificates(), makeCertificates()]);
});
afterAll(() => {
  ours.remove();
  strangers.remove();
});

/** Accounts that are served with auth's certificate, and who asked them. */
async function serveAuth(certificates = ours) {
  const find = vi.fn(async (_ids: readonly string[]) => []);
  const { port } = await startGrpcServer(certificates.of('auth'), (server) => serveAccounts(server, { find }));
  return { port, find };
}

/** What becomes of a connection: a fault's code, `ended`, or `open` when the server has said something in HTTP/2. */
async function connect(port: number, options: ConnectionOptions): Promise<string> {
  const socket = tls.connect({ host: 'localhost', port, ALPNProtocols: ['h2'], ...options });
  onTestFinished(() => void socket.destroy());
  const failed = once(socket, 'error').then(([error]) => (error as NodeJS.ErrnoException).code ?? 'no code');
  const ended = once(socket, 'close').then(() => 'ended');
  return Promise.race([failed, ended, once(socket, 'data').then(() => 'open')]);
}

test('a connection needs TLS 1.3 and a certificate of our authority', async () => {
  const { port } = await serveAuth();
  const { ca, cert, key } = ours.of('user');
  expect(await connect(port, { ca, cert, key })).toBe('open');
  expect(await connect(port, { ca })).toBe('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
  const foreign = strangers.of('user');
  expect(await connect(port, { ca, cert: foreign.cert, key: foreign.key })).toBe('ended');
  expect(await connect(port, { ca, cert, key, maxVersion: 'TLSv1.2' })).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
});

test('a client speaks to a server of our authority only', async () => {
  const { port, find } = await serveAuth(strangers);
  const accounts = new GrpcAccounts(openGrpcChannel(ours.of('user'), 'auth', port));
  await expect(accounts.find([randomUUID()])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(find).not.toHaveBeenCalled();
});

test('a client speaks to the service that it means only', async () => {
  const { port, find } = await serveAuth();
  const asked = new GrpcAccounts(openGrpcChannel(ours.of('user'), 'room', port)).find([randomUUID()]);
  await expect(asked).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(find).not.toHaveBeenCalled();
});

test('a client speaks TLS 1.3 only', async () => {
  const server = tls.createServer({ ...ours.of('auth'), maxVersion: 'TLSv1.2' }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const fault = once(server, 'tlsClientError');
  const accounts = new GrpcAccounts(openGrpcChannel(ours.of('user'), 'auth', (server.address() as AddressInfo).port));
  await expect(accounts.find([])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect((await fault)[0]).toMatchObject({ code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' });
});

test('a service may call what its contract names, and nothing else', async () => {
  const { port, find } = await serveAuth();
  for (const caller of ['gateway', 'auth', 'room', 'message', 'media', 'notification'] as const) {
    const refused = await failure(new GrpcAccounts(openGrpcChannel(ours.of(caller), 'auth', port)).find([]));
    expect(refused).not.toBeInstanceOf(LynkError);
    expect(refused.cause).toMatchObject({ code: status.PERMISSION_DENIED });
  }
  expect(find).not.toHaveBeenCalled();
  expect(await new GrpcAccounts(openGrpcChannel(ours.of('user'), 'auth', port)).find([])).toEqual([]);
});

test('each method has callers of its own', async () => {
  const served = { endedSince: vi.fn(async () => []), usable: vi.fn(async () => []) };
  const { port } = await startGrpcServer(ours.of('auth'), (server) => serveSessions(server, served));
  const gateway = new GrpcSessions(openGrpcChannel(ours.of('gateway'), 'auth', port));
  expect(await gateway.endedSince(1)).toEqual([]);
  expect((await failure(gateway.usable([]))).cause).toMatchObject({ code: status.PERMISSION_DENIED });
  expect(served.usable).not.toHaveBeenCalled();
});

test('a request that breaks the contract does not get past the door', async () => {
  const { port, find } = await serveAuth();
  const accounts = new GrpcAccounts(openGrpcChannel(ours.of('user'), 'auth', port));
  const tooMany = Array.from({ length: 501 }, () => randomUUID());
  for (const userIds of [tooMany, ['not a UUID'], ['']]) {
    const refused = await failure(accounts.find(userIds));
    expect(refused).not.toBeInstanceOf(LynkError);
    expect(refused.cause).toMatchObject({ code: status.INVALID_ARGUMENT });
  }
  expect(find).not.toHaveBeenCalled();
});

/** A call as any program of gRPC could make it, with the right certificate and no manners. */
async function rawFind(port: number, userIds: readonly string[]): Promise<ServiceError> {
  const client = new Client(`localhost:${port}`, new ClientTls(ours.of('user')));
  onTestFinished(() => client.close());
  const contract = {
    file: 'accounts.proto',
    service: 'lynk.accounts.v1.Accounts',
    methods: { find: HEALTH.methods.check },
  };
  const method = readMethods(PROTO_FOLDER, contract).get('find');
  if (!method) return expect.unreachable('the contract has this method');
  const { path, requestSerialize, responseDeserialize } = method;
  return new Promise((resolve, reject) => {
    const done = (error: ServiceError | null) => (error ? resolve(error) : reject(new Error('It must fail.')));
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, { userIds }, new Metadata(), done);
  });
}

test('a message that is too large is refused on both sides', async () => {
  const { port, find } = await serveAuth();
  const long = ['x'.repeat(MAX_REQUEST_BYTES)];
  const unsent = await failure(new GrpcAccounts(openGrpcChannel(ours.of('user'), 'auth', port)).find(long));
  expect(unsent).not.toBeInstanceOf(LynkError);
  expect(unsent.cause).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
  expect(await rawFind(port, long)).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
  expect(find).not.toHaveBeenCalled();
});

test('what a fault says stays in the process', async () => {
  const { port, find } = await serveAuth();
  find.mockRejectedValue(new Error('relation "secret" does not exist'));
  const error = await rawFind(port, []);
  expect(error).toMatchObject({ code: status.INTERNAL, details: 'The call has failed.' });
  expect(JSON.stringify([error.message, error.metadata])).not.toContain('secret');
});

async function failure(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => expect.unreachable('the call must fail'),
    (error: Error) => error,
  );
}
