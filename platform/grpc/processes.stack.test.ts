import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Certificates, makeCertificates, openGrpcChannel, startGrpcServer } from '#tests/kit/grpc.ts';
import { until } from '#tests/kit/until.ts';
import { GrpcAccounts, serveAccounts } from '../accounts/grpc.ts';
import { HEALTH } from './health.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

/** A process of auth. Its accounts tell which process has answered. */
async function startAuth(name: string, port = 0) {
  const find = vi.fn(async () => [{ userId: randomUUID(), username: name, displayName: name, createdAt: 0 }]);
  const serve = (server: Parameters<typeof serveAccounts>[0]) => serveAccounts(server, { find });
  return { find, ...(await startGrpcServer(certificates.of('auth'), serve, port)) };
}

const open = (...ports: number[]) => openGrpcChannel(certificates.of('user'), 'auth', ...ports);
const answering = async (accounts: GrpcAccounts) => (await accounts.find([]))[0]?.username;

test('a server that is gone is told at once, and found again when it is back', async () => {
  const first = await startAuth('first');
  const accounts = new GrpcAccounts(open(first.port));
  expect(await answering(accounts)).toBe('first');
  await first.stop(0);
  await expect(accounts.find([])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await startAuth('second', first.port);
  await until('the second server', async () => (await answering(accounts).catch(() => null)) === 'second');
});

test('calls go to all processes in turn, and none to one that is gone', async () => {
  const [one, other] = [await startAuth('one'), await startAuth('other')];
  const accounts = new GrpcAccounts(open(one.port, other.port));
  const seen = new Set<string | undefined>();
  await until('both processes', async () => seen.add(await answering(accounts)).size === 2);
  await one.stop();
  for (let call = 0; call < 20; call++) expect(await answering(accounts)).toBe('other');
  const again = await startAuth('again', one.port);
  await until('the process that is back', async () => (await answering(accounts)) === 'again');
  expect(again.find).toHaveBeenCalled();
});

test('a server that stops answers the calls that have begun', async () => {
  const server = await startAuth('auth');
  const accounts = new GrpcAccounts(open(server.port));
  let goOn = () => {};
  const may = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  server.find.mockImplementationOnce(async () => {
    await may;
    return [{ userId: randomUUID(), username: 'late', displayName: 'late', createdAt: 0 }];
  });
  const late = answering(accounts);
  await until('the call', () => server.find.mock.calls.length === 1);
  const stopped = server.stop();
  await expect(accounts.find([])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  goOn();
  expect(await late).toBe('late');
  await stopped;
});

test('a server that stops cuts calls that outlast the grace', async () => {
  const server = await startAuth('auth');
  server.find.mockImplementationOnce(() => new Promise(() => undefined));
  const cut = new GrpcAccounts(open(server.port)).find([]);
  const seen = expect(cut).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await until('the call', () => server.find.mock.calls.length === 1);
  await server.stop(10);
  await seen;
});

test('health is told to every service, for the process and for what it serves', async () => {
  const { port } = await startAuth('auth');
  const health = openGrpcChannel(certificates.of('media'), 'auth', port).calls(HEALTH);
  for (const service of ['', 'lynk.accounts.v1.Accounts', 'grpc.health.v1.Health']) {
    expect(await health.call('check', { service })).toEqual({ status: 'SERVING' });
  }
  await expect(health.call('check', { service: 'lynk.other.v1.Other' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
