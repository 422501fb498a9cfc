import {
  type ExecutionArgs,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  parse,
  subscribe,
  validate,
} from 'graphql';
import type { ServerOptions, SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Identity } from '../identity/identity.ts';
import type { Logger } from '../logger/logger.ts';
import { continueTrace, runWithTrace, type TraceContext, tracedSteps } from '../trace/trace.ts';
import { formatError } from './format-error.ts';
import type { HostServer } from './host-server.ts';
import { refuse } from './refuse.ts';
import type { Subgraph } from './subgraph.ts';

/** What is served, and to whom. */
export interface ServedSubgraph {
  readonly subgraph: Subgraph;
  /**
   * Who speaks, by the value of an `Authorization` header.
   *
   * @throws LynkError UNAUTHENTICATED when it is not a good service token
   */
  readonly identify: (authorization: string | undefined) => Promise<Identity>;
}

/** The same with the server that it is served on. */
export interface SocketHostOptions extends ServedSubgraph {
  readonly http: HostServer;
}

interface ConnectionParams extends Record<string, unknown> {
  /**
   * For gateways that send one token with the connection instead of one with each operation. Those that can set headers
   * alone send it with the handshake.
   */
  readonly authorization?: string;
}

const MAX_FRAME_BYTES = 1024 * 1024;
const PING_EVERY_MS = 10_000;

/** What our gateway sends with an operation: one socket serves all its viewers. */
const operationExtensions = z.object({
  authorization: z.string().optional(),
  clientAddress: z.string().nullish(),
  traceparent: z.unknown().optional(),
});

/** What the library is given to carry out, and the trace that it is part of. */
interface TracedArgs extends ExecutionArgs {
  readonly trace: TraceContext;
}

/** Serves a subgraph over `graphql-transport-ws`. `stop` ends all operations and sockets. */
export function hostSockets(options: SocketHostOptions): { stop(): Promise<void> } {
  const { subgraph } = options;
  const sockets = new WebSocketServer({ server: options.http, path: '/graphql', maxPayload: MAX_FRAME_BYTES });
  const hooks: ServerOptions<ConnectionParams, Extra> = {
    onSubscribe: async ({ connectionParams, extra }, _id, payload) => {
      try {
        const onConnection = connectionParams?.authorization ?? extra.request.headers.authorization;
        return await prepare(options, payload, onConnection);
      } catch (error) {
        // What is wrong with an operation is its answer; thrown, it would close everybody's socket.
        if (error instanceof GraphQLError) return [error];
        throw error;
      }
    },
    execute: (args) => runWithTrace((args as TracedArgs).trace, () => execute(args)),
    subscribe: async (args) => {
      const { trace } = args as TracedArgs;
      const results = await runWithTrace(trace, () => subscribe(args));
      return Symbol.asyncIterator in results ? tracedSteps(trace, results) : results;
    },
    onError: (_connection, _id, _payload, errors) =>
      errors.map((error) => (error instanceof GraphQLError ? formatBeginning(error, subgraph.logger) : error)),
    onNext: (_connection, _id, _payload, _args, { data, errors }) => ({
      data: data ?? null,
      ...(errors && { errors: errors.map((error) => formatError(error, subgraph.logger)) }),
    }),
  };
  const streams = useServer(hooks, sockets, PING_EVERY_MS);
  return { stop: async () => streams.dispose() };
}

/** A refusal keeps its status, by which a gateway tells it from what a resolver refuses: see `refuse`. */
function formatBeginning(error: GraphQLError, logger: Logger): GraphQLFormattedError {
  const formatted = formatError(error, logger);
  const { http } = error.extensions;
  return http === undefined ? formatted : { ...formatted, extensions: { ...formatted.extensions, http } };
}

async function prepare({ subgraph, identify }: SocketHostOptions, payload: SubscribePayload, onConnection?: string) {
  const sent = operationExtensions.safeParse(payload.extensions ?? {}).data;
  const identity = await identify(sent?.authorization ?? onConnection).catch(refuse);
  const document = parse(payload.query);
  const errors = validate(subgraph.schema, document);
  if (errors.length > 0) return errors;
  // The source of a subscription is returned from when its operation or its socket ends: no signal is needed.
  const { signal } = new AbortController();
  return {
    schema: subgraph.schema,
    document,
    contextValue: subgraph.createContext({ identity, clientAddress: sent?.clientAddress ?? null, signal }),
    operationName: payload.operationName,
    variableValues: payload.variables,
    trace: continueTrace(sent?.traceparent),
  };
}
