import { afterAll, beforeAll } from 'vitest';
import { type Certificates, connectGrpc, makeCertificates } from '#tests/kit/grpc.ts';
import { GrpcProfiles, serveProfiles } from './grpc.ts';
import { profilesContract } from './profiles.contract.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

profilesContract('gRPC', async (server) => {
  const as = await connectGrpc(certificates, 'user', (grpc) => serveProfiles(grpc, server));
  return new GrpcProfiles(as('notification'));
});
