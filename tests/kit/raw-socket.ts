import { once } from 'node:events';
import { WebSocket } from 'ws';
import { until } from './until.ts';

/** A message of `graphql-transport-ws`, as it stands on the wire. */
export interface WireMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A WebSocket without a client library: it sends anything, in any order, and shows all that comes. */
export class RawSocket {
  /** What came, in order. */
  readonly messages: WireMessage[] = [];
  /** The close code, once it is closed. */
  closeCode: number | undefined;
  closeReason: string | undefined;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.messages.push(JSON.parse(String(data)) as WireMessage));
    socket.on('close', (code, reason) => {
      this.closeCode = code;
      this.closeReason = String(reason);
    });
    socket.on('error', () => undefined);
  }

  /** Opens a socket. @param options.headers of the request, such as `origin` */
  static async open(
    wsUrl: string,
    options: { protocol?: string; headers?: Record<string, string> } = {},
  ): Promise<RawSocket> {
    const socket = new WebSocket(wsUrl, options.protocol ?? 'graphql-transport-ws', { headers: options.headers ?? {} });
    const raw = new RawSocket(socket);
    await once(socket, 'open');
    return raw;
  }

  /** Opens a socket and signs in. @param token null says nothing of who it is */
  static async signedIn(wsUrl: string, token: string | null): Promise<RawSocket> {
    const raw = await RawSocket.open(wsUrl);
    raw.send({ type: 'connection_init', ...(token !== null && { payload: { authorization: `Bearer ${token}` } }) });
    await raw.next((message) => message.type === 'connection_ack');
    return raw;
  }

  /** Sends a message; text and bytes go as they are. */
  send(message: object | string | Buffer): void {
    this.#socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  /** Begins an operation. */
  subscribe(id: string, query: unknown, variables: object = {}): void {
    this.send({ type: 'subscribe', id, payload: { query, variables } });
  }

  /** Waits for a message. */
  next(isIt: (message: WireMessage) => boolean): Promise<WireMessage> {
    return until(`a message (came: ${this.messages.length})`, () => this.messages.find(isIt)).catch((error: Error) => {
      throw new Error(`${error.message} ${this.closeCode} ${JSON.stringify(this.messages.slice(-5))}`);
    });
  }

  /** Waits for the answer to an operation: its first `next` or `error`. */
  answer(id: string): Promise<WireMessage> {
    return this.next((message) => message.id === id && message.type !== 'complete');
  }

  /** The codes of the errors that refused an operation. */
  async refusal(id: string): Promise<string[]> {
    const { type, payload } = await this.answer(id);
    if (type !== 'error') throw new Error(`Instead of an error came ${type} ${JSON.stringify(payload)}.`);
    return (payload as { extensions?: { code?: string } }[]).map((error) => error.extensions?.code ?? 'NONE');
  }

  /** Waits until it is closed. @returns the close code */
  closed(): Promise<number> {
    return until('the socket to close', () => this.closeCode);
  }

  /** Whether it still answers. */
  async isAlive(): Promise<boolean> {
    const before = this.messages.filter((message) => message.type === 'pong').length;
    this.send({ type: 'ping' });
    await until('a pong', () => this.messages.filter((message) => message.type === 'pong').length > before);
    return true;
  }

  /** Cuts it. */
  cut(): void {
    this.#socket.terminate();
  }
}
