import { afterAll, beforeAll } from 'vitest';
import { type Certificates, connectGrpc, makeCertificates } from '#tests/kit/grpc.ts';
import { GrpcRoomReader, serveRoomReader } from './grpc.ts';
import { roomReaderContract } from './room-reader.contract.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

roomReaderContract('gRPC', async (server) => {
  const as = await connectGrpc(certificates, 'message', (grpc) => serveRoomReader(grpc, server));
  return new GrpcRoomReader(as('notification'));
});
