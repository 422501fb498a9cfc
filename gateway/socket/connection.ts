import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { Credentials } from '../identity/authenticator.ts';
import type { LiveCounts } from '../metrics/gateway-figures.ts';

/** How long a client may take to answer a close, in milliseconds; then its socket is cut. */
const CLOSE_TIMEOUT_MS = 5_000;

/** One client's socket. What is written to it is bounded: whoever does not read is cut. */
export class Connection {
  /** Unique among all gateways. */
  readonly id = randomUUID();
  readonly clientAddress: string | null;
  /** The `Authorization` header of the request that opened the socket. */
  readonly authorization: string | undefined;
  /** Who is at the other end. Null until `connection_init`. */
  credentials: Credentials | null = null;
  /** Whether anything was heard since the last ping. */
  isAlive = true;
  /** Operations that run, those included that the client has given up. */
  running = 0;
  readonly #webSocket: WebSocket;
  readonly #stream: Duplex;
  readonly #queuedBytes: number;
  readonly #counts: LiveCounts;
  readonly #ended = new AbortController();

  constructor(options: {
    webSocket: WebSocket;
    stream: Duplex;
    clientAddress: string | null;
    authorization: string | undefined;
    /** Bytes that may wait for the client. */
    queuedBytes: number;
    counts: LiveCounts;
  }) {
    this.#webSocket = options.webSocket;
    this.#stream = options.stream;
    this.clientAddress = options.clientAddress;
    this.authorization = options.authorization;
    this.#queuedBytes = options.queuedBytes;
    this.#counts = options.counts;
    this.#webSocket.once('close', () => this.#ended.abort());
  }

  /** Ends as soon as nothing more may be sent. */
  get ended(): AbortSignal {
    return this.#ended.signal;
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
   * Writes a whole frame. The library's own `send` would make the frame anew for each client; without compression nothing
   * else stands between it and the stream.
   */
  writeFrame(frame: Buffer): void {
    if (!this.#maySend()) return;
    this.#counts.frames.value += 1;
    this.#stream.write(frame);
  }

  /** Asks the client for a sign of life. One that gave none since the last time is cut. */
  ping(): void {
    if (!this.isAlive) this.cut();
    this.isAlive = false;
    if (this.#maySend()) this.#webSocket.ping();
  }

  /** Closes the socket with a code of RFC 6455 or `graphql-transport-ws`. Nothing is sent after it. */
  close(code: number, reason: string): void {
    if (this.#ended.signal.aborted) return;
    this.#webSocket.close(code, fitReason(reason));
    this.#ended.abort();
    const timer = setTimeout(() => this.cut(), CLOSE_TIMEOUT_MS);
    timer.unref();
    this.#webSocket.once('close', () => clearTimeout(timer));
  }

  /** Ends the socket at once, without a word: whoever does not read would not hear it. */
  cut(): void {
    this.#ended.abort();
    this.#webSocket.terminate();
  }

  #maySend(): boolean {
    if (this.#ended.signal.aborted || this.#webSocket.readyState !== WebSocket.OPEN) return false;
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
