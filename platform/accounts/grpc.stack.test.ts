import { afterAll, beforeAll } from 'vitest';
import { type Certificates, connectGrpc, makeCertificates } from '#tests/kit/grpc.ts';
import { accountsContract } from './accounts.contract.ts';
import { GrpcAccounts, serveAccounts } from './grpc.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

accountsContract('gRPC', async (server) => {
  const as = await connectGrpc(certificates, 'auth', (grpc) => serveAccounts(grpc, server));
  return new GrpcAccounts(as('user'));
});
