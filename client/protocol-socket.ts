import type { OperationError } from './errors.ts';

/** What is used of a WebSocket: browsers, Node from version 22 on and the package `ws` have it alike. */
export interface WebSocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: object) => void): void;
}

/** A class of WebSockets. */
export type WebSocketClass = new (url: string, protocol: string) => WebSocketLike;

/** An operation as it goes over the wire. */
export interface Operation {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** One answer to an operation. */
export interface OperationResult {
  readonly data?: unknown;
  readonly errors?: readonly OperationError[];
}

/** Is told what becomes of an operation: any number of `next`, then one of the others. */
export interface OperationSink {
  next(result: OperationResult): void;
  error(errors: readonly OperationError[]): void;
  complete(): void;
  /** The socket has ended before the operation. */
  broken(ending: SocketEnding): void;
}

/** How a socket ended. */
export interface SocketEnding {
  readonly code: number;
  readonly reason: string;
}

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** Close codes after which the same would happen again: what was sent is not understood, too large or out of turn. */
const FINAL_CODES = new Set([1002, 1003, 1007, 1009, 1010, 4400, 4401, 4406, 4409, 4429]);

/** Whether another socket would end in the same way. */
export const isFinal = ({ code }: SocketEnding) => FINAL_CODES.has(code);

const OPEN = 1;
const NORMAL_CLOSURE = 1000;
const BAD_RESPONSE = 4004;
const NO_ANSWER = 4499;
const NOT_OPEN_IN_TIME = 4504;

/**
 * One socket that speaks `graphql-transport-ws`, from its opening to its end. It never tries again: whoever wants another
 * one makes another one, so that nothing late of an old socket is taken for news of the new one.
 */
export class ProtocolSocket {
  readonly #webSocket: WebSocketLike;
  readonly #onOpen: () => void;
  readonly #onEnd: (ending: SocketEnding) => void;
  readonly #deadline: ReturnType<typeof setTimeout>;
  readonly #pings: ReturnType<typeof setInterval>;
  /** ID of an operation → who waits for its answers. */
  readonly #sinks = new Map<string, OperationSink>();
  #lastId = 0;
  #isAcknowledged = false;
  #hasHeard = true;
  #ending: SocketEnding | null = null;

  /**
   * @param options.payload goes with `connection_init`
   * @param options.pingEveryMs how often the server is asked whether it is there; without an answer by the next time the
   *   socket is ended
   * @param options.openWithinMs how long it may take until the server has acknowledged the connection
   * @param options.onEnd called once, after all operations were told
   */
  constructor(options: {
    url: string;
    webSocket: WebSocketClass;
    payload: Readonly<Record<string, unknown>>;
    pingEveryMs: number;
    openWithinMs: number;
    onOpen: () => void;
    onEnd: (ending: SocketEnding) => void;
  }) {
    this.#onOpen = options.onOpen;
    this.#onEnd = options.onEnd;
    this.#webSocket = new options.webSocket(options.url, 'graphql-transport-ws');
    this.#webSocket.addEventListener('open', () => this.#send({ type: 'connection_init', payload: options.payload }));
    this.#webSocket.addEventListener('message', (event) => this.#receive((event as { data: unknown }).data));
    this.#webSocket.addEventListener('close', (event) => {
      const { code, reason } = event as SocketEnding;
      this.#end({ code, reason });
    });
    // A close event follows and says as much; but in Node an error that nobody listens to would end the process.
    this.#webSocket.addEventListener('error', () => undefined);
    const late = { code: NOT_OPEN_IN_TIME, reason: 'The connection was not open in time' };
    this.#deadline = setTimeout(() => this.#end(late), options.openWithinMs);
    this.#pings = setInterval(() => this.#ping(), options.pingEveryMs);
  }

  /** Begins an operation on the open socket. Returns the end of it, after which the sink is told nothing. */
  subscribe(operation: Operation, sink: OperationSink): () => void {
    const ending = this.#ending;
    if (ending) queueMicrotask(() => sink.broken(ending));
    this.#lastId += 1;
    const id = `${this.#lastId}`;
    if (!ending) this.#sinks.set(id, sink);
    this.#send({ type: 'subscribe', id, payload: operation });
    return () => {
      if (this.#sinks.delete(id)) this.#send({ type: 'complete', id });
    };
  }

  /** Ends the socket, and with it all operations. */
  close(): void {
    this.#end({ code: NORMAL_CLOSURE, reason: 'Done' });
  }

  #receive(data: unknown): void {
    if (this.#ending) return;
    this.#hasHeard = true;
    const message = parseMessage(data);
    if (message?.type === 'ping') this.#send({ type: 'pong' });
    else if (message?.type === 'connection_ack' && !this.#isAcknowledged) this.#acknowledge();
    else if (message?.type !== 'pong' && !(message?.id !== undefined && this.#answer(message, message.id))) {
      this.#end({ code: BAD_RESPONSE, reason: 'The server sent no message of graphql-transport-ws' });
    }
  }

  #acknowledge(): void {
    clearTimeout(this.#deadline);
    this.#isAcknowledged = true;
    this.#onOpen();
  }

  /** Whether it was an answer. One to an operation that has been ended here may still be on its way. */
  #answer({ type, payload }: Message, id: string): boolean {
    if (type !== 'next' && type !== 'error' && type !== 'complete') return false;
    const sink = this.#sinks.get(id);
    if (type === 'next') {
      sink?.next(payload as OperationResult);
      return true;
    }
    this.#sinks.delete(id);
    if (type === 'complete') sink?.complete();
    else sink?.error(payload as readonly OperationError[]);
    return true;
  }

  /** A socket can be dead without saying so. */
  #ping(): void {
    if (!this.#isAcknowledged) return;
    if (this.#hasHeard) this.#send({ type: 'ping' });
    else this.#end({ code: NO_ANSWER, reason: 'The server does not answer' });
    this.#hasHeard = false;
  }

  #send(message: Message): void {
    if (!this.#ending && this.#webSocket.readyState === OPEN) this.#webSocket.send(JSON.stringify(message));
  }

  #end(ending: SocketEnding): void {
    if (this.#ending) return;
    this.#ending = ending;
    clearTimeout(this.#deadline);
    clearInterval(this.#pings);
    // Closing what is closed does nothing.
    this.#webSocket.close(ending.code === NORMAL_CLOSURE || ending.code >= 4000 ? ending.code : NORMAL_CLOSURE);
    const sinks = [...this.#sinks.values()];
    this.#sinks.clear();
    for (const sink of sinks) sink.broken(ending);
    this.#onEnd(ending);
  }
}

function parseMessage(data: unknown): Message | null {
  if (typeof data !== 'string') return null;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null && 'type' in message ? (message as Message) : null;
  } catch {
    return null;
  }
}
