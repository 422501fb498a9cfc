import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { Identity } from '#platform/identity/identity.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import type { Credentials } from '../identity/authenticator.ts';
import type { SerialisedResult } from '../live/serialised-result.ts';
import type { LiveCounts } from '../metrics/gateway-figures.ts';

/** How long a client may take to answer a close, in milliseconds; then its socket is cut. */
const CLOSE_TIMEOUT_MS = 5_000;

/** What becomes of the messages of a client. */
export interface Receiver {
  /** Takes the text of a message. */
  receive(text: string): void;
  /** Nobody is there any more. */
  end(): void;
}

const ANONYMOUS: Identity = { kind: 'anonymous' };

/**
 * One client's socket, on whose behalf operations run. What is written to it is bounded: whoever does not read is cut. There
 * are tens of thousands of them that only wait, so none holds what it may never need.
 */
export class Connection implements RequestOrigin {
  /** Unique among all gateways. */
  readonly id = randomUUID();
  readonly clientAddress: string | null;
  /** The `Authorization` header of the request that opened the socket, until it has been looked at. */
  authorization: string | undefined;
  /** Who is at the other end. Null until `connection_init`. */
  credentials: Credentials | null = null;
  /** What `connection_init` said that operations are part of, unless they say it themselves; null when it said nothing. */
  traceparent: string | null = null;
  /** Null while the socket has not shown that it speaks our protocol. */
  receiver: Receiver | null = null;
  /** Whether anything was heard since the last ping. */
  isAlive = true;
  /** Operations that run, those included that the client has given up. */
  running = 0;
  readonly #webSocket: WebSocket;
  readonly #stream: Duplex;
  readonly #queuedBytes: number;
  readonly #counts: LiveCounts;
  readonly #onEnd: (connection: Connection) => void;
  #hasEnded = false;
  #signal: AbortController | null = null;

  constructor(options: {
    webSocket: WebSocket;
    stream: Duplex;
    clientAddress: string | null;
    authorization: string | undefined;
    /** Bytes that may wait for the client. */
    queuedBytes: number;
    counts: LiveCounts;
    /** Is called once, as soon as nothing more may be sent. */
    onEnd: (connection: Connection) => void;
  }) {
    this.#webSocket = options.webSocket;
    this.#stream = options.stream;
    this.clientAddress = options.clientAddress;
    this.authorization = options.authorization;
    this.#queuedBytes = options.queuedBytes;
    this.#counts = options.counts;
    this.#onEnd = options.onEnd;
  }

  /** Whether nothing may be sent any more. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get identity(): Identity {
    return this.credentials?.identity ?? ANONYMOUS;
  }

  /** Ends with the connection. */
  get signal(): AbortSignal {
    if (!this.#signal) {
      this.#signal = new AbortController();
      if (this.#hasEnded) this.#signal.abort();
    }
    return this.#signal.signal;
  }

  /** Bytes that wait for the client to read them. */
  get waitingBytes(): number {
    return this.#stream.writableLength;
  }

  /** Sends a message. */
  send(message: string): void {
    if (this.#maySend()) this.#webSocket.send(message);
  }

  /**
   * Writes a result of an operation. The library's own `send` would make the frame anew for each client; without compression
   * nothing else stands between it and the stream.
   *
   * @param id the operation's, as it stands in frames
   */
  write(result: SerialisedResult, id: string): void {
    if (!this.#maySend()) return;
    this.#counts.frames.value += result.count;
    result.writeTo(this.#stream, id);
  }

  /** Asks the client for a sign of life. One that gave none since the last time is cut. */
  ping(): void {
    if (!this.isAlive) this.cut();
    this.isAlive = false;
    if (this.#maySend()) this.#webSocket.ping();
  }

  /** Closes the socket with a code of RFC 6455 or `graphql-transport-ws`. Nothing is sent after it. */
  close(code: number, reason: string): void {
    if (this.#hasEnded) return;
    this.#webSocket.close(code, fitReason(reason));
    this.end();
    const timer = setTimeout(() => this.cut(), CLOSE_TIMEOUT_MS);
    timer.unref();
    this.#webSocket.once('close', () => clearTimeout(timer));
  }

  /** Ends the socket at once, without a word: whoever does not read would not hear it. */
  cut(): void {
    this.end();
    this.#webSocket.terminate();
  }

  /** The socket has closed, or is about to. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#signal?.abort();
    this.#onEnd(this);
  }

  #maySend(): boolean {
    if (this.#hasEnded || this.#webSocket.readyState !== WebSocket.OPEN) return false;
    if (this.#stream.writableLength <= this.#queuedBytes) return true;
    this.#counts.slowReaders.value += 1;
    this.cut();
    return false;
  }
}

/** A close frame has room for so many bytes of reason (RFC 6455 §5.5). */
const MAX_REASON_BYTES = 123;

/** Cuts a reason that is too long, not within a character. */
function fitReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= MAX_REASON_BYTES) return reason;
  return new TextDecoder().decode(bytes.subarray(0, MAX_REASON_BYTES), { stream: true });
}
