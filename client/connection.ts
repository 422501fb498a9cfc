import { type Break, ConnectionRefused, SignInNeeded } from './errors.ts';
import type { Pauses } from './pauses.ts';
import { isFinal, ProtocolSocket, type SocketEnding, type WebSocketClass } from './protocol-socket.ts';
import { Waits } from './waits.ts';

/**
 * What a user interface can show: `idle` (nothing to do), `connecting` (the first time, or again), `live`, `waiting` (cut
 * off, the next try comes by itself), `closed` (for good).
 */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'waiting' | 'closed';

/** How to reach the platform. */
export interface ConnectionOptions {
  /** `ws://` or `wss://` address of `/graphql`. */
  readonly url: string;
  /**
   * Gives the access token to sign in with; may refresh the session first. Null when there is none: the streams end with
   * {@link SignInNeeded}. When it rejects, it is asked again after a pause. It is never asked twice at once and has all the
   * time that it wants: to give up on a refresh that is under way and to begin another could end the session.
   *
   * @param refused the token that the server has just refused; another one is needed. Null when there is none
   */
  readonly accessToken: (refused: string | null) => string | null | Promise<string | null>;
  /** The class of WebSockets, where there is no global one: in Node before 22 the one of the `ws` package. */
  readonly webSocket?: WebSocketClass;
  /** How often to ask whether the server is still there, in milliseconds. 10,000 when left out. */
  readonly pingEveryMs?: number;
  /** How long a socket may take to open, in milliseconds. 15,000 when left out. */
  readonly openWithinMs?: number;
  /** How long a socket is kept that no stream needs, in milliseconds: the next one may come soon. 5,000 when left out. */
  readonly keepUnusedMs?: number;
  /** Is told why streams were interrupted, for a log. */
  readonly onBreak?: (reason: Break) => void;
}

const PING_EVERY_MS = 10_000;
const OPEN_WITHIN_MS = 15_000;
const KEEP_UNUSED_MS = 5_000;

/** Close codes that everybody gets at the same time: going away, service restart, try again later. */
const SENT_AWAY_CODES = new Set([1001, 1012, 1013]);
const TOKEN_REFUSED = 4403;
/** A socket that has held for this long was good for something even if nothing came, in milliseconds. */
const STEADY_MS = 60_000;

/**
 * One socket for all streams of a client: opened when the first stream needs it, closed a while after the last one has
 * ended. It comes back after every break as long as somebody needs it. Where to resume is the streams' matter.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #webSocket: WebSocketClass;
  readonly #pauses: Pauses;
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  readonly #waits = new Waits();
  /** The state of the socket alone. */
  #socketState: ConnectionState = 'idle';
  #state: ConnectionState = 'idle';
  /** Streams that need the socket. */
  #users = 0;
  /** Streams that wait although the socket is there. */
  #waiting = 0;
  #socket: ProtocolSocket | null = null;
  #opening: Promise<ProtocolSocket> | null = null;
  /** Ends the attempts of {@link #opening}. */
  #attempts = new AbortController();
  #unused: ReturnType<typeof setTimeout> | undefined;
  /** When the next try may come, in milliseconds of `performance.now()`. */
  #nextTryAt = 0;
  #asking: Promise<string | null | Unreachable> | null = null;
  #token: string | null = null;
  #refusedToken: string | null = null;

  /** @throws TypeError when `url` is no address of a WebSocket, or there is no class of WebSockets */
  constructor(options: ConnectionOptions, pauses: Pauses) {
    const { protocol } = new URL(options.url);
    if (protocol !== 'ws:' && protocol !== 'wss:') throw new TypeError(`Not a ws: or wss: address: ${options.url}`);
    const webSocket = options.webSocket ?? (globalThis as { WebSocket?: WebSocketClass }).WebSocket;
    if (!webSocket) throw new TypeError('There is no global WebSocket here: give one as `webSocket`.');
    this.#options = options;
    this.#webSocket = webSocket;
    this.#pauses = pauses;
  }

  /** What a user interface can show. A stream that the server cannot carry out now counts as cut off, too. */
  get state(): ConnectionState {
    return this.#state;
  }

  /** Tells each change of the state. Returns the end of it. */
  onState(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Says that a stream needs the socket. Returns the end of it. */
  use(): () => void {
    this.#users += 1;
    clearTimeout(this.#unused);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#users -= 1;
      if (this.#users === 0) this.#rest();
    };
  }

  /**
   * The open socket; while there is none, it is waited for however long that takes.
   *
   * @throws SignInNeeded, ConnectionRefused
   */
  socket(): Promise<ProtocolSocket> {
    if (this.#socket) return Promise.resolve(this.#socket);
    if (this.#opening) return this.#opening;
    this.#attempts = new AbortController();
    const opening = this.#open(this.#attempts.signal).finally(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    // Its waiting streams may all have gone when it fails.
    opening.catch(() => undefined);
    this.#opening = opening;
    return opening;
  }

  /** Says that the socket is good for something: the next pause is a short one. */
  worked(): void {
    this.#pauses.reset();
    this.#refusedToken = null;
  }

  /** Says that the server has refused the token of an open socket. */
  refuseToken(socket: ProtocolSocket): void {
    if (socket !== this.#socket) return;
    this.#refusedToken = this.#token;
    socket.close();
  }

  /**
   * Waits before a stream that the server could not carry out is tried again.
   *
   * @param signal ends the waiting
   */
  async wait(ms: number, reason: Break, signal: AbortSignal): Promise<void> {
    this.#waiting += 1;
    this.#show();
    this.#options.onBreak?.(reason);
    await this.#waits.wait(ms, signal);
    this.#waiting -= 1;
    this.#show();
  }

  /** Ends all pauses before their time. */
  retryNow(): void {
    this.#nextTryAt = 0;
    this.#waits.hurry();
  }

  /** Ends the connection for good. */
  close(): void {
    this.#become('closed');
    this.#attempts.abort();
    this.#waits.hurry();
    clearTimeout(this.#unused);
    this.#socket?.close();
  }

  async #open(given: AbortSignal): Promise<ProtocolSocket> {
    for (;;) {
      await this.#waits.wait(this.#nextTryAt - performance.now(), given);
      given.throwIfAborted();
      this.#become('connecting');
      const token = await this.#ask();
      given.throwIfAborted();
      if (token instanceof Unreachable) {
        this.#onBreak({ kind: 'unreachable', error: token.error });
        continue;
      }
      // Who has nothing but what was refused would be refused for ever.
      if (token === null || token === this.#refusedToken) throw new SignInNeeded();
      const opened = await this.#openSocket(token, given);
      given.throwIfAborted();
      if (opened instanceof ProtocolSocket) return opened;
      if (isFinal(opened)) throw new ConnectionRefused(opened.code, opened.reason);
    }
  }

  /** Asks for a token; whoever comes while that is under way gets the same one. */
  async #ask(): Promise<string | null | Unreachable> {
    const ask = async () => this.#options.accessToken(this.#refusedToken);
    this.#asking ??= ask()
      .catch((error) => new Unreachable(error))
      .finally(() => {
        this.#asking = null;
      });
    return this.#asking;
  }

  #openSocket(token: string, given: AbortSignal): Promise<ProtocolSocket | SocketEnding> {
    this.#token = token;
    let openedAt = Number.POSITIVE_INFINITY;
    return new Promise((resolve) => {
      const giveUp = () => socket.close();
      const socket: ProtocolSocket = new ProtocolSocket({
        url: this.#options.url,
        webSocket: this.#webSocket,
        payload: { authorization: `Bearer ${token}` },
        pingEveryMs: this.#options.pingEveryMs ?? PING_EVERY_MS,
        openWithinMs: this.#options.openWithinMs ?? OPEN_WITHIN_MS,
        onOpen: () => {
          given.removeEventListener('abort', giveUp);
          openedAt = performance.now();
          this.#socket = socket;
          resolve(socket);
          this.#become('live');
        },
        onEnd: (ending) => {
          given.removeEventListener('abort', giveUp);
          const wasOpen = this.#socket === socket;
          if (wasOpen) this.#socket = null;
          if (performance.now() - openedAt > STEADY_MS) this.#pauses.reset();
          if (ending.code === TOKEN_REFUSED) this.#refusedToken = token;
          resolve(ending);
          if (wasOpen || !given.aborted) this.#onBreak({ kind: 'closed', ...ending });
        },
      });
      given.addEventListener('abort', giveUp);
    });
  }

  #onBreak(reason: Break): void {
    if (this.#users === 0) this.#become('idle');
    if (this.#users === 0 || this.#socketState === 'closed') return;
    const spread = reason.kind === 'closed' && SENT_AWAY_CODES.has(reason.code);
    this.#nextTryAt = performance.now() + this.#pauses.next({ spread });
    this.#become('waiting');
    this.#options.onBreak?.(reason);
  }

  /** Nobody needs the socket now. */
  #rest(): void {
    this.#attempts.abort();
    this.#opening = null;
    if (!this.#socket) this.#become('idle');
    else this.#unused = setTimeout(() => this.#socket?.close(), this.#options.keepUnusedMs ?? KEEP_UNUSED_MS);
  }

  #become(state: ConnectionState): void {
    if (this.#socketState === 'closed') return;
    this.#socketState = state;
    this.#show();
  }

  #show(): void {
    const state = this.#socketState === 'live' && this.#waiting > 0 ? 'waiting' : this.#socketState;
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}

/** No token could be got. */
class Unreachable {
  constructor(readonly error: unknown) {}
}
