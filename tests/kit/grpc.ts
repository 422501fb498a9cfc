import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { GrpcChannel } from '#platform/grpc/channel.ts';
import type { ServiceName } from '#platform/grpc/contract.ts';
import { GrpcServer } from '#platform/grpc/server.ts';
import type { GrpcTls } from '#platform/grpc/tls.ts';
import { createLogger } from '#platform/logger/logger.ts';
import type { Tls } from '#platform/secrets/tls.ts';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { schemaFile } from '#runtime/schema-files.ts';

/** An authority and the certificate of each service, made as an operator makes them. */
export interface Certificates {
  of(service: ServiceName): Tls;
  /** Removes them. */
  remove(): void;
}

/** The folder with the contracts. */
export const PROTO_FOLDER = schemaFile('');
const logger = createLogger({ level: 'silent' });

/** Makes an authority of its own with all certificates. `openssl` has to be installed. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-tls-'));
  const env = { ...process.env, LYNK_STACK_FOLDER: folder };
  await promisify(execFile)('bash', [path.join(PROJECT_ROOT, 'init', 'tls', 'make.sh')], { env });
  const read = (name: string) => readFileSync(path.join(folder, 'tls', name), 'utf8');
  return {
    of: (service) => ({ ca: read('ca.crt'), cert: read(`${service}.crt`), key: read(`${service}.key`) }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Starts a server, which goes with the test.
 *
 * @param serve adds what it serves
 * @param port a free one when it is left out
 */
export async function startGrpcServer(tls: GrpcTls, serve: (server: GrpcServer) => void, port = 0) {
  const server = new GrpcServer({ tls, protoFolder: PROTO_FOLDER, logger });
  serve(server);
  const bound = await server.listen({ host: '127.0.0.1', port });
  onTestFinished(() => server.stop(0));
  return { port: bound, stop: (graceMs?: number) => server.stop(graceMs) };
}

/** A channel to servers on this machine, which goes with the test. */
export function openGrpcChannel(tls: GrpcTls, service: ServiceName, ...ports: readonly number[]): GrpcChannel {
  const target =
    ports.length === 1 ? `localhost:${ports[0]}` : `ipv4:${ports.map((port) => `127.0.0.1:${port}`).join()}`;
  const channel = new GrpcChannel({ service, target, tls, protoFolder: PROTO_FOLDER });
  onTestFinished(() => channel.close());
  return channel;
}

/**
 * A server of a port on this machine, and channels to it.
 *
 * @returns opens a channel as a service
 */
export async function connectGrpc(
  certificates: Certificates,
  service: ServiceName,
  serve: (server: GrpcServer) => void,
): Promise<(caller: ServiceName) => GrpcChannel> {
  const { port } = await startGrpcServer(certificates.of(service), serve);
  return (caller) => openGrpcChannel(certificates.of(caller), service, port);
}
