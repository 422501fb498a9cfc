import { Server, type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js';
import { notFound } from '../errors/errors.ts';
import type { Logger } from '../logger/logger.ts';
import { CALL_SECONDS } from '../metrics/call-seconds.ts';
import type { Durations, Metrics } from '../metrics/metrics.ts';
import { continueTrace, runWithTrace } from '../trace/trace.ts';
import { MAX_REQUEST_BYTES } from './channel.ts';
import { type Answered, commonName, type GrpcContract, type GrpcMethod, type Request } from './contract.ts';
import { readMethods } from './definition.ts';
import { HEALTH } from './health.ts';
import { refusal, toStatus } from './status.ts';
import { type GrpcTls, ServerTls } from './tls.ts';

/** What serves each method of a contract. */
export type GrpcHandlers<Methods extends Record<string, GrpcMethod>> = {
  readonly [Name in keyof Methods]: (request: Request<Methods[Name]>) => Promise<Answered<Methods[Name]>>;
};

/** What a server runs on. */
export interface GrpcServerOptions {
  readonly tls: GrpcTls;
  /** The folder with the `.proto` files. */
  readonly protoFolder: string;
  readonly logger: Logger;
  /** Is told how long calls take and how they end. */
  readonly metrics?: Metrics;
}

const OPTIONS = {
  'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
  'grpc.max_concurrent_streams': 1_000,
  // A client whose connections live for ever would never find processes that were added later.
  'grpc.max_connection_age_ms': 300_000,
  'grpc.max_connection_age_grace_ms': 10_000,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
};

/**
 * Serves ports to other processes, over TLS 1.3 to callers with a certificate of our authority, and each method only to
 * those whom its contract names. Health (`grpc.health.v1`) is told to all of them.
 */
export class GrpcServer {
  readonly #server = new Server(OPTIONS);
  readonly #options: GrpcServerOptions;
  #tls: ServerTls | undefined;
  /** Services that are served. */
  readonly #served = new Set<string>();
  #isServing = false;
  readonly #seconds: Durations | undefined;

  constructor(options: GrpcServerOptions) {
    this.#options = options;
    const help = 'Calls by other services, by the name of their status.';
    this.#seconds = options.metrics?.durations('lynk_grpc_server_seconds', help, ['method', 'code'], CALL_SECONDS);
    this.serve(HEALTH, { check: async ({ service }) => ({ status: this.#health(service) }) });
  }

  /** Adds a service. To be called before {@link listen}. @throws Error when the contract's file is another one */
  serve<Methods extends Record<string, GrpcMethod>>(
    contract: GrpcContract<Methods>,
    handlers: GrpcHandlers<Methods>,
  ): void {
    const methods = readMethods(this.#options.protoFolder, contract);
    const implementation = Object.entries(contract.methods).map(([name, method]) => {
      const handler = handlers[name] as (request: unknown) => Promise<unknown>;
      const answer = (call: ServerUnaryCall<object, unknown>, done: sendUnaryData<unknown>) =>
        void runWithTrace(continueTrace(call.metadata.get('traceparent')[0]), () =>
          this.#answer(`${contract.service}.${name}`, method, handler, call, this.#timed(contract, name, done)),
        );
      return [name, answer] as const;
    });
    this.#server.addService(Object.fromEntries(methods), Object.fromEntries(implementation));
    this.#served.add(contract.service);
  }

  /** Starts to listen. @returns the port, which is a free one when 0 is asked for */
  async listen({ host, port }: { host: string; port: number }): Promise<number> {
    const tls = new ServerTls(this.#options.tls);
    this.#tls = tls;
    const bound = await new Promise<number>((resolve, reject) => {
      const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
      const done = (error: Error | null, found: number) => (error ? reject(error) : resolve(found));
      this.#server.bindAsync(address, tls, done);
    });
    this.#isServing = true;
    return bound;
  }

  /**
   * Stops: callers are told to go elsewhere, calls that have begun are answered, and what is left after the grace is cut.
   *
   * @param graceMs milliseconds
   */
  async stop(graceMs = 10_000): Promise<void> {
    this.#isServing = false;
    this.#tls?.close();
    await new Promise<void>((resolve) => {
      const cut = setTimeout(() => this.#server.forceShutdown(), graceMs);
      // An error says that it was stopped before.
      this.#server.tryShutdown(() => {
        clearTimeout(cut);
        resolve();
      });
    });
  }

  async #answer(
    name: string,
    method: GrpcMethod,
    handler: (request: unknown) => Promise<unknown>,
    call: ServerUnaryCall<object, unknown>,
    done: sendUnaryData<unknown>,
  ): Promise<void> {
    const { logger } = this.#options;
    const caller = call.getAuthContext().sslPeerCertificate?.subject.CN;
    if (method.callers !== 'everybody' && !method.callers.some((service) => commonName(service) === caller)) {
      logger.warn({ caller, method: name }, 'a call is refused: its caller may not make it');
      return done(refusal(status.PERMISSION_DENIED, 'This service may not be called by you.'));
    }
    const request = method.request.safeParse(call.request);
    if (!request.success) {
      const fields = request.error.issues.map(({ path }) => path.join('.')).slice(0, 5);
      logger.warn({ caller, method: name, fields }, 'a call is refused: its request breaks the contract');
      return done(refusal(status.INVALID_ARGUMENT, 'The request is not what the contract says.'));
    }
    try {
      done(null, await handler(request.data));
    } catch (error) {
      const answer = toStatus(error);
      if (answer.code === status.INTERNAL) logger.error({ err: error, caller, method: name }, 'a call has failed');
      done(answer);
    }
  }

  /** Notes how long a call takes, from here to its answer. */
  #timed(contract: GrpcContract, name: string, done: sendUnaryData<unknown>): sendUnaryData<unknown> {
    const begunAt = performance.now();
    return (error, ...rest) => {
      const code = status[error?.code ?? status.OK] ?? 'UNKNOWN';
      this.#seconds?.([`${contract.service}/${name}`, code], (performance.now() - begunAt) / 1_000);
      done(error, ...rest);
    };
  }

  /** The health of a service, or of the process when the name is empty. @throws LynkError NOT_FOUND for another service */
  #health(service: string): 'SERVING' | 'NOT_SERVING' {
    if (service !== '' && !this.#served.has(service)) throw notFound('This service is not served here.');
    return this.#isServing ? 'SERVING' : 'NOT_SERVING';
  }
}
