import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import { CloseCode, type Context, makeServer, type Server } from 'graphql-ws';
import { LynkError, serviceUnavailable } from '#platform/errors/errors.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { noSuchOperation, type QueryEngine } from '../federation/query-engine.ts';
import type { Authenticator, Credentials } from '../identity/authenticator.ts';
import type { Documents } from '../limits/documents.ts';
import type { LiveEngine } from '../live/live-engine.ts';
import { OperationContext } from '../operation-context.ts';
import type { Connection } from './connection.ts';
import { Subscription, SubscriptionFailed } from './subscription.ts';

/** What is known of an operation while the protocol's machine carries it through. */
interface Operation {
  readonly connection: Connection;
  readonly id: string;
}

/** What the protocol's machine needs of the rest of the gateway. */
export interface ProtocolOptions {
  readonly authenticator: Authenticator;
  readonly documents: Documents;
  readonly engine: QueryEngine;
  readonly live: LiveEngine;
  readonly logger: Logger;
  /** Operations that one socket may run at the same time. */
  readonly maxOperations: number;
  readonly initTimeoutMs: number;
  /** Whether new operations are taken. */
  readonly isReady: () => boolean;
  /** A connection has said who it is. */
  readonly onSignedIn: (connection: Connection, credentials: Credentials) => void;
  /** Is given every query and mutation, so that a stop can wait for them. */
  readonly onExecution: (execution: Promise<unknown>) => void;
}

/** The machine of `graphql-transport-ws`, on the gateway's own engines. */
export function createProtocol(options: ProtocolOptions): Server<Connection> {
  const { authenticator, documents, engine, live, logger } = options;

  async function execute(args: ExecutionArgs): Promise<FormattedExecutionResult> {
    const { connection } = args.contextValue as Operation;
    const context = new OperationContext(originOf(connection));
    const { errors, ...result } = await engine.execute(args.document, args.operationName, args.variableValues, context);
    return { ...result, ...(errors && { errors: errors.map((error) => normaliseError(error, logger)) }) };
  }

  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: options.initTimeoutMs,

    onConnect: async ({ connectionParams, extra: connection }) => {
      try {
        const credentials = await authenticator.fromConnectionInit(connectionParams, connection.authorization);
        connection.credentials = credentials;
        options.onSignedIn(connection, credentials);
        return true;
      } catch (error) {
        if (!(error instanceof LynkError)) throw error;
        connection.close(CloseCode.Forbidden, error.message);
        return false;
      }
    },

    onSubscribe: (context, id, payload) => {
      const refusal = options.isReady() ? checkCount(context, options.maxOperations) : stopping();
      if (refusal) return [refusal];
      const checked = documents.check(payload.query);
      if ('errors' in checked) return checked.errors;
      if (!getOperationAST(checked.document, payload.operationName)) return [noSuchOperation(payload.operationName)];
      const operation: Operation = { connection: context.extra, id };
      return {
        schema: engine.supergraph.apiSchema,
        document: checked.document,
        operationName: payload.operationName ?? null,
        variableValues: payload.variables ?? {},
        contextValue: operation,
      };
    },

    execute: (args) => {
      const execution = execute(args);
      options.onExecution(execution);
      // The errors have their public form already, which the library's types do not know of.
      return execution as ReturnType<NonNullable<Parameters<typeof makeServer>[0]['execute']>>;
    },

    subscribe: ({ document, operationName, variableValues, contextValue }) => {
      const { connection, id } = contextValue as Operation;
      return new Subscription(connection, id).iterate((sink) =>
        live.subscribe({ document, operationName, variables: variableValues ?? {} }, originOf(connection), sink),
      );
    },

    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,

    onError: (_context, _id, _payload, errors) => {
      const failure = errors[0]?.originalError;
      if (failure instanceof SubscriptionFailed) return failure.errors;
      return errors.map((error) => normaliseError(error, logger));
    },
  });
}

function originOf(connection: Connection) {
  return {
    identity: connection.credentials?.identity ?? { kind: 'anonymous' as const },
    clientAddress: connection.clientAddress,
    signal: connection.ended,
  };
}

function checkCount(context: Context<Record<string, unknown>, Connection>, limit: number): GraphQLError | null {
  const value = Object.keys(context.subscriptions).length;
  if (value <= limit) return null;
  return new GraphQLError(`This socket runs ${limit} operations already, which is the most that one may.`, {
    extensions: { code: 'BAD_USER_INPUT', limit, value },
  });
}

function stopping(): GraphQLError {
  const error = serviceUnavailable('The gateway is stopping. Connect again.');
  return new GraphQLError(error.message, { originalError: error });
}
