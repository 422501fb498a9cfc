import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '#platform/logger/logger.ts';
import { networkOf } from '#platform/network/network.ts';
import type { GatewayConfig } from '../config.ts';
import { clientAddress } from '../http/client-address.ts';
import { Places } from '../limits/places.ts';
import type { GatewayFigures } from '../metrics/gateway-figures.ts';
import { Connection } from './connection.ts';
import { settle, spread } from './drain.ts';
import { createProtocol, type ProtocolOptions } from './protocol.ts';
import { refuseUpgrade, upgradeRefusal } from './refused-upgrade.ts';
import { Session, type SessionHooks } from './session.ts';
import { SignedInConnections } from './signed-in.ts';

/** Close codes of RFC 6455 §7.4.1. */
const GOING_AWAY = 1001;
const MESSAGE_TOO_BIG = 1009;
/** As the status 429 of RFC 6585 §4, among the codes that are for applications. */
const TOO_MANY_SOCKETS = 4429;
/** Of the time that a stop has: the share in which it only waits, and that of the rest in which clients are told. */
const WAITING_SHARE = 0.4;
const TELLING_SHARE = 0.7;
/** So many clients a second are told to come back: each has to be let in again by somebody. */
const TOLD_PER_SECOND = 500;
const CLOSING_POLL_MS = 20;
/** What is longer than a message may be is read up to so many times that length, so that the refusal can say how long it was. */
const READ_TO_REFUSE = 2;

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
  /** Query, mutation or beginning of a subscription that is under way → whose it is. */
  readonly #executions = new Map<Promise<unknown>, Connection>();
  readonly #ofAccounts: Places<Connection>;
  readonly #ofAddresses: Places<Connection>;
  readonly #figures: GatewayFigures;
  #pingTimer: NodeJS.Timeout | undefined;
  #isReady = true;

  constructor(options: Options) {
    const { config, logger } = options;
    this.#config = config;
    this.#logger = logger;
    this.#figures = options.figures;
    this.#signedIn = new SignedInConnections(options);
    this.#ofAccounts = new Places(config.viewer.socketsPerAccount);
    this.#ofAddresses = new Places(config.viewer.socketsPerAddress);
    this.#webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      // Compression costs memory for each socket, and would keep one frame from serving all of them.
      perMessageDeflate: false,
      // Beyond it the library closes the socket with 1009 as soon as a frame says its length, and without a reason.
      maxPayload: config.socket.messageBytes * READ_TO_REFUSE,
      handleProtocols,
    });
    this.#protocol = createProtocol({
      ...options,
      maxOperations: config.socket.operations,
      initTimeoutMs: config.socket.initTimeoutMs,
      isReady: () => this.#isReady,
      onSignedIn: (connection, { identity, expiresAt }) => {
        if (identity.kind !== 'user' || expiresAt === null || connection.hasEnded) return;
        if (this.#ofAccounts.take(connection, identity.userId)) this.#signedIn.add(connection, identity, expiresAt);
        else this.#refuse(connection, 'account', this.#ofAccounts.limit);
      },
      onExecution: (execution, connection) => {
        this.#executions.set(execution, connection);
        const forget = () => this.#executions.delete(execution);
        execution.then(forget, forget);
      },
    });
  }

  /** How many sockets are open. */
  get size(): number {
    return this.#connections.size;
  }

  /** Bytes that wait for clients to read them. */
  get queuedBytes(): number {
    return [...this.#connections].reduce((sum, { waitingBytes }) => sum + waitingBytes, 0);
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
    stream.on('error', destroyStream);
    const { allowedOrigins } = this.#config;
    const refusal = upgradeRefusal(request, { isReady: this.#isReady, allowedOrigins });
    if (refusal !== null) {
      if (refusal.reason !== null) this.#figures.refused(refusal.reason);
      refuseUpgrade(stream, refusal);
      return;
    }
    this.#webSockets.handleUpgrade(request, stream, head, (webSocket) => this.#open(webSocket, stream, request));
  }

  /**
   * Finishes what is under way and tells the clients to come back, those first who wait for nothing, and spread over the
   * time that there is. What takes longer is cut.
   */
  async stop(deadlineMs: number): Promise<void> {
    this.#isReady = false;
    const end = performance.now() + deadlineMs;
    const left = (share: number) => Math.max(0, end - performance.now()) * share;
    const tell = (connection: Connection) => connection.close(GOING_AWAY, 'The gateway is stopping. Connect again.');
    await settle(() => this.#executions.keys(), left(WAITING_SHARE));
    const busy = new Set(this.#executions.values());
    const idle = [...this.#connections].filter((connection) => !busy.has(connection));
    await spread(idle, { perSecond: TOLD_PER_SECOND, withinMs: left(TELLING_SHARE) }, tell);
    await settle(() => this.#executions.keys(), left(TELLING_SHARE));
    for (const connection of busy) tell(connection);
    while (this.#connections.size > 0 && left(1) > 0) await pause(CLOSING_POLL_MS);
    for (const connection of this.#connections) connection.cut();
    clearInterval(this.#pingTimer);
    this.#signedIn.stop();
  }

  #open(webSocket: WebSocket, stream: Duplex, request: IncomingMessage): void {
    const connection = new Connection({
      webSocket,
      stream,
      clientAddress: clientAddress(request, this.#config.trustedProxies),
      authorization: request.headers.authorization,
      queuedBytes: this.#config.socket.queuedBytes,
      counts: this.#figures.live,
      onEnd: this.#onEnd,
    });
    this.#connections.add(connection);
    this.#listen(connection, webSocket);
    if (webSocket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) {
      connection.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
      return;
    }
    const address = networkOf(connection.clientAddress ?? '');
    if (!this.#ofAddresses.take(connection, address)) {
      this.#refuse(connection, 'address', this.#ofAddresses.limit);
      return;
    }
    connection.receiver = new Session(connection, this.#protocol);
  }

  /** These live as long as the socket, and with them all that they can see: so little is in sight here. */
  #listen(connection: Connection, webSocket: WebSocket): void {
    webSocket.on('message', (data, isBinary) => this.#receive(connection, data, isBinary));
    webSocket.on('pong', () => {
      connection.isAlive = true;
    });
    webSocket.on('close', () => {
      connection.end();
      this.#connections.delete(connection);
      this.#ofAccounts.leave(connection);
      this.#ofAddresses.leave(connection);
    });
    // The library closes the socket itself, with the code that fits.
    webSocket.on('error', this.#onError);
  }

  readonly #onError = (err: Error) => this.#logger.debug({ err }, 'a socket broke');

  readonly #onEnd = (connection: Connection) => {
    connection.receiver?.end();
    this.#signedIn.remove(connection);
  };

  #refuse(connection: Connection, whose: 'account' | 'address', limit: number): void {
    this.#figures.refused(`sockets_of_${whose}`);
    connection.close(TOO_MANY_SOCKETS, `This ${whose} has ${limit} open sockets, which is the most that one may have.`);
  }

  #receive(connection: Connection, data: RawData, isBinary: boolean): void {
    if (connection.hasEnded) return;
    connection.isAlive = true;
    const [limit, value] = [this.#config.socket.messageBytes, lengthOf(data)];
    if (value > limit) {
      this.#figures.refused('message_length');
      connection.close(MESSAGE_TOO_BIG, `The message has ${value} bytes; at most ${limit} are taken.`);
    }
    // The protocol knows text only.
    else if (isBinary) connection.close(CloseCode.BadRequest, 'Invalid message received');
    else connection.receiver?.receive(data.toString());
  }
}

function destroyStream(this: Duplex): void {
  this.destroy();
}

/** In bytes. */
function lengthOf(data: RawData): number {
  return Array.isArray(data) ? data.reduce((sum, { length }) => sum + length, 0) : data.byteLength;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
