import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import { Pool } from 'undici';
import WebSocket from 'ws';
import { LynkError, serviceUnavailable } from '../errors/errors.ts';
import type { Identity } from '../identity/identity.ts';
import { traceField } from '../trace/trace.ts';
import { ConnectionLost, type SubgraphClient, type SubgraphRequest, type SubgraphResult } from './client.ts';
import { ResultQueue } from './result-queue.ts';

/** Where a subgraph is, and how to prove who speaks to it. */
export interface RemoteSubgraphOptions {
  readonly name: string;
  /** The `http://` or `https://` address of its `/graphql`. */
  readonly url: string;
  /** Service tokens for this subgraph. */
  readonly tokens: { for(identity: Identity): Promise<string> };
  /** How long to wait for an answer, in milliseconds. 10,000 when left out. */
  readonly deadlineMs?: number;
  /** How often to ask over the socket whether the subgraph is still there, in milliseconds. 5,000 when left out. */
  readonly pingEveryMs?: number;
}

const DEADLINE_MS = 10_000;
const PING_EVERY_MS = 5_000;
const AGAIN_AFTER_MS = 20;
const CONNECTIONS = 32;
/** The beginning of operations that change nothing. */
const READING = /^\s*(query\b|\{)/;
/** Codes of undici and of the system. */
const BROKEN = new Set<unknown>(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** Reaches a subgraph over HTTP keep-alive connections and one WebSocket (`graphql-transport-ws`). */
export class RemoteSubgraphClient implements SubgraphClient {
  readonly name: string;
  readonly #options: RemoteSubgraphOptions;
  readonly #path: string;
  readonly #pool: Pool;
  readonly #socket: Client;

  constructor(options: RemoteSubgraphOptions) {
    this.name = options.name;
    this.#options = options;
    const url = new URL(options.url);
    const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    this.#path = url.pathname;
    this.#pool = new Pool(url.origin, {
      connections: CONNECTIONS,
      pipelining: 1,
      keepAliveTimeout: 60_000,
      connectTimeout: Math.min(deadlineMs, 2_000),
      headersTimeout: deadlineMs,
      bodyTimeout: deadlineMs,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
    this.#socket = openSocket(options);
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResult> {
    const token = await this.#options.tokens.for(request.identity);
    // `AbortSignal.timeout` and `any` would say the same, but each goes off in the end, and what it leaves must be collected.
    const ended = new AbortController();
    const end = () => ended.abort();
    const timer = setTimeout(end, this.#options.deadlineMs ?? DEADLINE_MS);
    request.signal.addEventListener('abort', end, { once: true });
    if (request.signal.aborted) end();
    try {
      return await this.#ask(request, token, ended.signal);
    } finally {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', end);
    }
  }

  /** A connection that was kept open may end at any moment: what only reads is asked again (RFC 9110, section 9.2.2). */
  async #ask(request: SubgraphRequest, token: string, signal: AbortSignal): Promise<SubgraphResult> {
    try {
      return await this.#post(request, token, signal);
    } catch (error) {
      if (!(error instanceof ConnectionLost) || !READING.test(request.query)) throw error;
    }
    // The end of others that broke at the same moment is known then, too.
    await sleep(AGAIN_AFTER_MS);
    try {
      return await this.#post(request, token, signal);
    } catch (error) {
      // A new connection that breaks as well does say something about the subgraph.
      throw error instanceof ConnectionLost ? this.#unavailable(error) : error;
    }
  }

  async #post(request: SubgraphRequest, token: string, signal: AbortSignal): Promise<SubgraphResult> {
    try {
      const { body } = await this.#pool.request({
        method: 'POST',
        path: this.#path,
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          authorization: `Bearer ${token}`,
          ...(request.clientAddress !== null && { 'x-lynk-client-address': request.clientAddress }),
          ...traceField(),
        },
        body: JSON.stringify(operationOf(request)),
        signal,
      });
      const answer: unknown = await body.json();
      if (isResult(answer)) return answer;
      throw this.#unavailable();
    } catch (error) {
      if (error instanceof LynkError) throw error;
      throw isBroken(error) ? new ConnectionLost(this.name, { cause: error }) : this.#unavailable(error);
    }
  }

  async *subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphResult, void, void> {
    const authorization = `Bearer ${await this.#options.tokens.for(request.identity)}`;
    if (request.signal.aborted) return;
    const queue = new ResultQueue(() => this.#unavailable());
    const unsubscribe = this.#socket.subscribe<Record<string, unknown>>(
      // One socket serves all viewers, so each operation carries its own token.
      { ...operationOf(request), extensions: { authorization, clientAddress: request.clientAddress, ...traceField() } },
      {
        next: (result) => queue.push(result as SubgraphResult),
        error: (error) => {
          if (Array.isArray(error)) queue.push({ errors: error });
          // All subscriptions share the socket: its end, or that it cannot be opened, is one fault and not one of each.
          queue.end(Array.isArray(error) ? undefined : new ConnectionLost(this.name, { cause: error }));
        },
        complete: () => queue.end(),
      },
    );
    const abort = () => queue.end();
    request.signal.addEventListener('abort', abort, { once: true });
    try {
      yield* queue.results();
    } finally {
      request.signal.removeEventListener('abort', abort);
      unsubscribe();
    }
  }

  async close(): Promise<void> {
    await this.#socket.dispose();
    await this.#pool.destroy();
  }

  #unavailable(cause?: unknown): LynkError {
    return serviceUnavailable(`The ${this.name} service does not answer. Try again.`, 1000, { cause });
  }
}

function openSocket(options: RemoteSubgraphOptions): Client {
  const { pingEveryMs = PING_EVERY_MS, deadlineMs = DEADLINE_MS } = options;
  let overdue: NodeJS.Timeout | undefined;
  const giveUpAfter = (ms: number) => {
    clearTimeout(overdue);
    overdue = setTimeout(() => client.terminate(), ms);
  };
  const client = createClient({
    url: options.url.replace(/^http/, 'ws'),
    webSocketImpl: socketClass(deadlineMs),
    lazy: true,
    lazyCloseTimeout: 5_000,
    // Whoever subscribes knows from where to go on; trying again here would leave a hole.
    retryAttempts: 0,
    keepAlive: pingEveryMs,
    on: {
      // A stalled link is as good as a broken one, also before anything was said over it.
      opened: () => giveUpAfter(deadlineMs),
      connected: () => clearTimeout(overdue),
      closed: () => clearTimeout(overdue),
      ping: (received) => {
        if (!received) giveUpAfter(pingEveryMs);
      },
      pong: (received) => {
        if (received) clearTimeout(overdue);
      },
    },
  });
  return client;
}

/** Sockets whose handshake has a deadline: a peer that takes the connection and says nothing would be waited for for ever. */
function socketClass(handshakeTimeout: number) {
  return class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, { handshakeTimeout, perMessageDeflate: false });
      // The client takes its own listener off when it gives a socket up, and errors may still come.
      this.on('error', () => {});
    }
  };
}

function operationOf({ query, variables, operationName }: SubgraphRequest) {
  return { query, ...(variables && { variables: { ...variables } }), ...(operationName && { operationName }) };
}

/** Whether a connection that was open has broken. */
function isBroken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && BROKEN.has(error.code);
}

function isResult(answer: unknown): answer is SubgraphResult {
  return typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer);
}
