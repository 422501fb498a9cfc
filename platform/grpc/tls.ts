import { createSecureContext } from 'node:tls';
import { ChannelCredentials, ServerCredentials } from '@grpc/grpc-js';
import { type LiveTls, liveTls, TLS_VERSION, type Tls } from '../secrets/tls.ts';

/** Certificates, which may be replaced while they are in use. */
export type GrpcTls = Tls | LiveTls;

/**
 * A server that speaks TLS 1.3 with whoever has a certificate of the authority, and with nobody else. When its certificates
 * are replaced, connections that are made from then on have the new ones.
 */
export class ServerTls extends ServerCredentials {
  /** Ends the watch for other certificates. */
  readonly close: () => void;

  constructor(tls: GrpcTls) {
    const live = liveTls(tls);
    // The library's own constructor knows no version. What is refused here does not get as far as HTTP/2.
    super({ ...TLS_VERSION, requestCert: true, rejectUnauthorized: true }, { ...TLS_VERSION, ...live.current() });
    this.close = live.onChange((changed) => this.updateSecureContextOptions({ ...TLS_VERSION, ...changed }));
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

/** What makes a connection to one process; the library does not give it a name. */
type Connector = ReturnType<ChannelCredentials['_createSecureConnector']>;

/**
 * The client's side: TLS 1.3 with a server whose certificate is of the authority. Which name it holds, the channel says. Each
 * connection is made with the certificates of its moment.
 */
export class ClientTls extends ChannelCredentials {
  readonly #live: LiveTls;

  constructor(tls: GrpcTls) {
    super();
    this.#live = liveTls(tls);
  }

  override _isSecure(): boolean {
    return true;
  }

  override _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  override _createSecureConnector(...process: Parameters<ChannelCredentials['_createSecureConnector']>): Connector {
    const now = () => {
      const context = createSecureContext({ ...TLS_VERSION, ...this.#live.current() });
      return ChannelCredentials.createFromSecureContext(context)._createSecureConnector(...process);
    };
    const first = now();
    return {
      connect: (socket) => now().connect(socket),
      waitForReady: () => first.waitForReady(),
      getCallCredentials: () => first.getCallCredentials(),
      destroy: () => first.destroy(),
    };
  }
}
