import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphQLFormattedError } from 'graphql';
import { Pool } from 'undici';
import { LynkError, serviceUnavailable } from '../errors/errors.ts';
import type { Identity } from '../identity/identity.ts';
import type { LiveTls } from '../secrets/tls.ts';
import { traceField } from '../trace/trace.ts';
import {
  ConnectionLost,
  NotReached,
  type SubgraphClient,
  type SubgraphRequest,
  type SubgraphResult,
} from './client.ts';
import { connectorTo, NotConnected } from './connector.ts';
import { RemoteSocket } from './remote-socket.ts';
import { ResultQueue } from './result-queue.ts';

/** Where a subgraph is, and how to prove who speaks to it. */
export interface RemoteSubgraphOptions {
  /** With `tls`, what the subgraph's certificate has to hold. */
  readonly name: string;
  /** The `http://` or `https://` address of its `/graphql`. */
  readonly url: string;
  /** Service tokens for this subgraph. */
  readonly tokens: { for(identity: Identity): Promise<string> };
  /** The gateway's certificates, for an `https://` address. */
  readonly tls?: LiveTls;
  /** How long to wait for an answer, in milliseconds. 10,000 when left out. */
  readonly deadlineMs?: number;
  /** How often to ask over the socket whether the subgraph is still there, in milliseconds. 5,000 when left out. */
  readonly pingEveryMs?: number;
  /** How many connections there may be besides the socket. 32 when left out. */
  readonly connections?: number;
}

const DEADLINE_MS = 10_000;
const PING_EVERY_MS = 5_000;
const AGAIN_AFTER_MS = 20;
const CONNECTIONS = 32;
/** The beginning of operations that change nothing. */
const READING = /^\s*(query\b|\{)/;
/** Codes of undici and of the system. */
const BROKEN = new Set<unknown>(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
/** Nothing was carried out for want of a good token: a clock that is wrong, keys that are not there yet. */
const REFUSED_STATUS = 401;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** Reaches a subgraph over HTTP keep-alive connections and one WebSocket (`graphql-transport-ws`). */
export class RemoteSubgraphClient implements SubgraphClient {
  readonly name: string;
  readonly #options: RemoteSubgraphOptions;
  readonly #path: string;
  readonly #pool: Pool;
  readonly #socket: RemoteSocket;

  constructor(options: RemoteSubgraphOptions) {
    this.name = options.name;
    this.#options = options;
    const url = new URL(options.url);
    const { name, tls, deadlineMs = DEADLINE_MS, pingEveryMs = PING_EVERY_MS } = options;
    this.#path = url.pathname;
    this.#pool = new Pool(url.origin, {
      connections: options.connections ?? CONNECTIONS,
      pipelining: 1,
      keepAliveTimeout: 60_000,
      connect: connectorTo(name, tls, Math.min(deadlineMs, 2_000)),
      headersTimeout: deadlineMs,
      bodyTimeout: deadlineMs,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
    this.#socket = new RemoteSocket({ name, url: options.url, deadlineMs, pingEveryMs, ...(tls && { tls }) });
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
      const { statusCode, body } = await this.#pool.request({
        method: 'POST',
        path: this.#path,
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          authorization: `Bearer ${token}`,
          ...(request.clientAddress !== null && { 'x-lynk-client-address': request.clientAddress }),
          ...traceField(request.trace),
        },
        body: JSON.stringify(operationOf(request)),
        signal,
      });
      const answer: unknown = await body.json();
      if (statusCode === REFUSED_STATUS) throw this.#refused();
      if (isResult(answer)) return answer;
      throw this.#unavailable();
    } catch (error) {
      if (error instanceof LynkError) throw error;
      if (error instanceof NotConnected) throw new NotReached(this.name, { cause: error.cause });
      throw isBroken(error) ? new ConnectionLost(this.name, { cause: error }) : this.#unavailable(error);
    }
  }

  async *subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphResult, void, void> {
    const authorization = `Bearer ${await this.#options.tokens.for(request.identity)}`;
    if (request.signal.aborted) return;
    const queue = new ResultQueue(() => this.#unavailable());
    const operation = this.#socket.subscribe(
      // One socket serves all viewers, so each operation carries its own token.
      {
        ...operationOf(request),
        extensions: { authorization, clientAddress: request.clientAddress, ...traceField(request.trace) },
      },
      {
        next: (result) => queue.push(result as SubgraphResult),
        error: (error) => {
          if (Array.isArray(error)) {
            const isRefused = error.some(isRefusal);
            if (!isRefused) queue.push({ errors: error });
            queue.end(isRefused ? this.#refused() : undefined);
            return;
          }
          // All subscriptions share the socket: its end, or that it cannot be opened, is one fault and not one of each.
          queue.end(new ConnectionLost(this.name, { cause: error }, operation.mayHaveArrived()));
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
      operation.end();
    }
  }

  async close(): Promise<void> {
    await this.#socket.close();
    await this.#pool.destroy();
  }

  /** The subgraph does not take our token, which is its fault or ours and nothing that a client could mend. */
  #refused(): NotReached {
    return new NotReached(this.name, { cause: new Error(`${this.name} does not take the token of the gateway.`) });
  }

  #unavailable(cause?: unknown): LynkError {
    return serviceUnavailable(`The ${this.name} service does not answer. Try again.`, 1000, { cause });
  }
}

function operationOf({ query, variables, operationName }: SubgraphRequest) {
  return { query, ...(variables && { variables: { ...variables } }), ...(operationName && { operationName }) };
}

/** Whether an error says that whoever asked was not let in: see `refuse`. What a resolver refuses has no status. */
function isRefusal({ extensions }: GraphQLFormattedError): boolean {
  const http = extensions?.['http'];
  return typeof http === 'object' && http !== null && 'status' in http && http.status === REFUSED_STATUS;
}

/** Whether a connection that was open has broken. */
function isBroken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && BROKEN.has(error.code);
}

function isResult(answer: unknown): answer is SubgraphResult {
  return typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer);
}
