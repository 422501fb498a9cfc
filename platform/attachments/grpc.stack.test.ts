import { afterAll, beforeAll } from 'vitest';
import { type Certificates, connectGrpc, makeCertificates } from '#tests/kit/grpc.ts';
import { attachmentsContract } from './attachments.contract.ts';
import { GrpcAttachments, serveAttachments } from './grpc.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

attachmentsContract('gRPC', async (server) => {
  const as = await connectGrpc(certificates, 'media', (grpc) => serveAttachments(grpc, server));
  return new GrpcAttachments(as('message'));
});
