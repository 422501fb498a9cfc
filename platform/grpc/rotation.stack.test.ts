import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Certificates, makeCertificates, openGrpcChannel, startGrpcServer } from '#tests/kit/grpc.ts';
import { until } from '#tests/kit/until.ts';
import { GrpcAccounts, serveAccounts } from '../accounts/grpc.ts';
import type { LiveTls, Tls } from '../secrets/tls.ts';

let first: Certificates;
let second: Certificates;
beforeAll(async () => {
  [first, second] = await Promise.all([makeCertificates(), makeCertificates()]);
});
afterAll(() => {
  first.remove();
  second.remove();
});

/** Certificates that are replaced when the returned function is called. */
function replaceable(tls: Tls): [LiveTls, (tls: Tls) => void] {
  let now = tls;
  let tell: (tls: Tls) => void = () => {};
  const live: LiveTls = {
    current: () => now,
    onChange: (listener) => {
      tell = listener;
      return () => {};
    },
  };
  return [
    live,
    (changed) => {
      now = changed;
      tell(changed);
    },
  ];
}

test('certificates of another authority are taken over without a restart, by both sides', async () => {
  const [auth, replaceAuth] = replaceable(first.of('auth'));
  const [user, replaceUser] = replaceable(first.of('user'));
  const serve = (server: Parameters<typeof serveAccounts>[0]) => serveAccounts(server, { find: async () => [] });
  const server = await startGrpcServer(auth, serve);
  const open = new GrpcAccounts(openGrpcChannel(user, 'auth', server.port));
  expect(await open.find([])).toEqual([]);
  replaceAuth(second.of('auth'));
  // What is open goes on; what is new is refused by whoever has the old ones.
  expect(await open.find([])).toEqual([]);
  const refused = new GrpcAccounts(openGrpcChannel(first.of('user'), 'auth', server.port)).find([]);
  await expect(refused).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  replaceUser(second.of('user'));
  expect(await new GrpcAccounts(openGrpcChannel(second.of('user'), 'auth', server.port)).find([])).toEqual([]);
  // The channel that was open has the new ones from its next connection on.
  await server.stop(0);
  const again = await startGrpcServer(auth, serve, server.port);
  await until('the next connection', () => open.find([]).catch(() => null));
  await again.stop(0);
});
