import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '#platform/logger/logger.ts';
import type { GatewayConfig } from '../config.ts';
import { GRAPHQL_PATH } from '../http/app.ts';
import { clientAddress } from '../http/client-address.ts';
import { isAllowedOrigin } from '../http/origins.ts';
import { Connection } from './connection.ts';
import { createProtocol, type ProtocolOptions } from './protocol.ts';
import { Session, type SessionHooks } from './session.ts';
import { SignedInConnections } from './signed-in.ts';

/** Close code of RFC 6455 §7.4.1. */
const GOING_AWAY = 1001;
/** When the gateway stops, so many sockets at a time are told to come back, and with such pauses, in milliseconds. */
const CLOSED_AT_ONCE = 50;
const CLOSE_PAUSE_MS = 20;

type Options = Omit<ProtocolOptions, 'maxOperations' | 'initTimeoutMs' | 'onSignedIn' | 'onExecution' | 'isReady'> &
  Omit<ConstructorParameters<typeof SignedInConnections>[0], 'logger'> & {
    readonly config: GatewayConfig;
    readonly logger: Logger;
  };

/** The sockets of clients, on the same path as GraphQL over HTTP. */
export class SocketServer {
  readonly #config: GatewayConfig;
  readonly #logger: Logger;
  readonly #webSockets: WebSocketServer;
  readonly #protocol: SessionHooks;
  readonly #signedIn: SignedInConnections;
  readonly #connections = new Set<Connection>();
  /** Queries and mutations that are under way. */
  readonly #executions = new Set<Promise<unknown>>();
  #pingTimer: NodeJS.Timeout | undefined;
  #isReady = true;

  constructor(options: Options) {
    const { config, logger } = options;
    this.#config = config;
    this.#logger = logger;
    this.#signedIn = new SignedInConnections(options);
    this.#webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      // Compression costs memory for each socket, and would keep one frame from serving all of them.
      perMessageDeflate: false,
      maxPayload: config.socket.messageBytes,
      handleProtocols,
    });
    this.#protocol = createProtocol({
      ...options,
      maxOperations: config.socket.operations,
      initTimeoutMs: config.socket.initTimeoutMs,
      isReady: () => this.#isReady,
      onSignedIn: (connection, { identity, expiresAt }) => {
        if (identity.kind === 'user' && expiresAt !== null) this.#signedIn.add(connection, identity, expiresAt);
      },
      onExecution: (execution) => {
        this.#executions.add(execution);
        const forget = () => this.#executions.delete(execution);
        execution.then(forget, forget);
      },
    });
  }

  /** Begins the sweeps over all sockets. */
  start(): void {
    this.#signedIn.start();
    this.#pingTimer = setInterval(() => {
      for (const connection of this.#connections) connection.ping();
      this.#signedIn.reportAlive();
    }, this.#config.socket.pingIntervalMs);
  }

  /** Takes a request for a WebSocket over, as the HTTP server's `upgrade` event gives it. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy());
    const status = this.#refusal(request);
    if (status !== null) {
      stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#webSockets.handleUpgrade(request, stream, head, (webSocket) => this.#open(webSocket, stream, request));
  }

  /** Waits for what is under way, then tells the clients to come back; a few at a time, so that they do not all at once. */
  async stop(deadlineMs: number): Promise<void> {
    this.#isReady = false;
    const deadline = AbortSignal.timeout(deadlineMs);
    const late = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([Promise.allSettled(this.#executions), late]);
    let closed = 0;
    for (const connection of this.#connections) {
      connection.close(GOING_AWAY, 'The gateway is stopping. Connect again.');
      closed += 1;
      if (closed % CLOSED_AT_ONCE === 0) await Promise.race([pause(CLOSE_PAUSE_MS), late]);
    }
    while (this.#connections.size > 0 && !deadline.aborted) await Promise.race([pause(CLOSE_PAUSE_MS), late]);
    for (const connection of this.#connections) connection.cut();
    clearInterval(this.#pingTimer);
    this.#signedIn.stop();
  }

  #refusal(request: IncomingMessage): number | null {
    const path = request.url?.split('?', 1)[0];
    if (path !== GRAPHQL_PATH) return 404;
    if (!this.#isReady) return 503;
    return isAllowedOrigin(request, this.#config.allowedOrigins) ? null : 403;
  }

  #open(webSocket: WebSocket, stream: Duplex, request: IncomingMessage): void {
    const connection = new Connection({
      webSocket,
      stream,
      clientAddress: clientAddress(request, this.#config.trustedProxies),
      authorization: request.headers.authorization,
      queuedBytes: this.#config.socket.queuedBytes,
    });
    this.#connections.add(connection);
    webSocket.once('close', () => this.#connections.delete(connection));
    // The library closes the socket itself, with the code that fits.
    webSocket.on('error', (err) => this.#logger.debug({ err }, 'a socket broke'));
    if (webSocket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) {
      connection.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
      return;
    }
    const session = new Session(connection, this.#protocol);
    webSocket.on('message', (data, isBinary) => this.#receive(connection, session, data, isBinary));
    webSocket.on('pong', () => {
      connection.isAlive = true;
    });
  }

  #receive(connection: Connection, session: Session, data: RawData, isBinary: boolean): void {
    if (connection.ended.aborted) return;
    connection.isAlive = true;
    // The protocol knows text only.
    if (isBinary) connection.close(CloseCode.BadRequest, 'Invalid message received');
    else session.receive(data.toString());
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
