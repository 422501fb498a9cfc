import { afterAll, beforeAll } from 'vitest';
import { type Certificates, connectGrpc, makeCertificates } from '#tests/kit/grpc.ts';
import { GrpcRoomAccess, serveRoomAccess } from './grpc.ts';
import { roomAccessContract } from './room-access.contract.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

roomAccessContract('gRPC', async (server) => {
  const as = await connectGrpc(certificates, 'room', (grpc) => serveRoomAccess(grpc, server));
  return new GrpcRoomAccess(as('message'));
});
