import { afterAll, beforeAll } from 'vitest';
import { type Certificates, connectGrpc, makeCertificates } from '#tests/kit/grpc.ts';
import { GrpcRoomTimeline, serveRoomTimeline } from './grpc.ts';
import { roomTimelineContract } from './room-timeline.contract.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

roomTimelineContract('gRPC', async (server) => {
  const as = await connectGrpc(certificates, 'message', (grpc) => serveRoomTimeline(grpc, server));
  return new GrpcRoomTimeline(as('room'));
});
