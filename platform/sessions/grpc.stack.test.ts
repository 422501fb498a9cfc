import { afterAll, beforeAll } from 'vitest';
import { type Certificates, connectGrpc, makeCertificates } from '#tests/kit/grpc.ts';
import { GrpcSessions, serveSessions } from './grpc.ts';
import { sessionsContract } from './sessions.contract.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

sessionsContract('gRPC', async (server) => {
  const as = await connectGrpc(certificates, 'auth', (grpc) => serveSessions(grpc, server));
  const [gateway, notification] = [new GrpcSessions(as('gateway')), new GrpcSessions(as('notification'))];
  return {
    endedSince: (sinceMs) => gateway.endedSince(sinceMs),
    usable: (sessionIds) => notification.usable(sessionIds),
  };
});
