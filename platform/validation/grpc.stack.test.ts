import { afterAll, beforeAll } from 'vitest';
import { type Certificates, connectGrpc, makeCertificates } from '#tests/kit/grpc.ts';
import { GrpcValidation, serveValidation } from './grpc.ts';
import { validationContract } from './validation.contract.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

validationContract('gRPC', async (server) => {
  const as = await connectGrpc(certificates, 'user', (grpc) => serveValidation(grpc, server));
  return new GrpcValidation(as('message'));
});
