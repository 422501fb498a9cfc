import { type Client, createClient } from 'graphql-ws';
import { Pool } from 'undici';
import WebSocket from 'ws';
import { LynkError, serviceUnavailable } from '../errors/errors.ts';
import type { Identity } from '../identity/identity.ts';
import type { SubgraphClient, SubgraphRequest, SubgraphResult } from './client.ts';
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
const CONNECTIONS = 32;
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
      const { body } = await this.#pool.request({
        method: 'POST',
        path: this.#path,
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          authorization: `Bearer ${token}`,
          ...(request.clientAddress !== null && { 'x-lynk-client-address': request.clientAddress }),
        },
        body: JSON.stringify(operationOf(request)),
        signal: ended.signal,
      });
      const answer: unknown = await body.json();
      if (isResult(answer)) return answer;
      throw this.#unavailable();
    } catch (error) {
      throw error instanceof LynkError ? error : this.#unavailable(error);
    } finally {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', end);
    }
  }

  async *subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphResult, void, void> {
    const authorization = `Bearer ${await this.#options.tokens.for(request.identity)}`;
    if (request.signal.aborted) return;
    const queue = new ResultQueue(() => this.#unavailable());
    const unsubscribe = this.#socket.subscribe<Record<string, unknown>>(
      // One socket serves all viewers, so each operation carries its own token.
      { ...operationOf(request), extensions: { authorization, clientAddress: request.clientAddress } },
      {
        next: (result) => queue.push(result as SubgraphResult),
        error: (error) => {
          if (Array.isArray(error)) queue.push({ errors: error });
          queue.end(Array.isArray(error) ? undefined : this.#unavailable(error));
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

function isResult(answer: unknown): answer is SubgraphResult {
  return typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer);
}
