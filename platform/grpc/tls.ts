import { createSecureContext } from 'node:tls';
import { ChannelCredentials, ServerCredentials } from '@grpc/grpc-js';

/** Certificates in PEM: the authority's, and this service's own with its key. */
export interface GrpcTls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const VERSION = { minVersion: 'TLSv1.3' } as const;

/** A server that speaks TLS 1.3 with whoever has a certificate of the authority, and with nobody else. */
export class ServerTls extends ServerCredentials {
  constructor({ ca, cert, key }: GrpcTls) {
    // The library's own constructor knows no version. What is refused here does not get as far as HTTP/2.
    super({ ...VERSION, requestCert: true, rejectUnauthorized: true }, { ...VERSION, ca, cert, key });
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

/** The client's side: TLS 1.3 with a server whose certificate is of the authority. Which name it holds, the channel says. */
export function clientTls({ ca, cert, key }: GrpcTls): ChannelCredentials {
  return ChannelCredentials.createFromSecureContext(createSecureContext({ ...VERSION, ca, cert, key }));
}
