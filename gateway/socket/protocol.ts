import { type DocumentNode, GraphQLError, getOperationAST, OperationTypeNode } from 'graphql';
import { CloseCode, type SubscribeMessage } from 'graphql-ws';
import { LynkError, serviceUnavailable } from '#platform/errors/errors.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { noSuchOperation, type QueryEngine } from '../federation/query-engine.ts';
import type { Authenticator, Credentials } from '../identity/authenticator.ts';
import type { Documents } from '../limits/documents.ts';
import type { LiveEngine } from '../live/live-engine.ts';
import { OperationContext } from '../operation-context.ts';
import type { Connection } from './connection.ts';
import type { Operation } from './operation.ts';
import type { SessionHooks } from './session.ts';

/** What sessions need of the rest of the gateway. */
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

type Payload = SubscribeMessage['payload'];

/** Puts the gateway's own engines behind the sessions of `graphql-transport-ws`. */
export function createProtocol(options: ProtocolOptions): SessionHooks {
  const { authenticator, documents, engine, live, logger } = options;

  function begin(connection: Connection, operation: Operation, payload: Payload, running: number): void {
    try {
      const refusal = options.isReady() ? checkCount(running + 1, options.maxOperations) : stopping();
      const checked = refusal ? { errors: [refusal] } : documents.check(payload.query);
      if ('errors' in checked) fail(operation, checked.errors);
      else carryOut(connection, operation, checked.document, payload);
    } catch (error) {
      fail(operation, [error]);
    }
  }

  function carryOut(connection: Connection, operation: Operation, document: DocumentNode, payload: Payload): void {
    const { operationName } = payload;
    const chosen = getOperationAST(document, operationName);
    if (!chosen) {
      fail(operation, [noSuchOperation(operationName)]);
    } else if (chosen.operation === OperationTypeNode.SUBSCRIPTION) {
      const request = { document, operationName, variables: payload.variables ?? {} };
      operation.onLeave(live.subscribe(request, originOf(connection), operation));
    } else {
      options.onExecution(execute(connection, operation, document, payload));
    }
  }

  async function execute(connection: Connection, operation: Operation, document: DocumentNode, payload: Payload) {
    const context = new OperationContext(originOf(connection));
    try {
      const { errors, ...result } = await engine.execute(document, payload.operationName, payload.variables, context);
      operation.answer({
        ...result,
        ...(errors && { errors: errors.map((error) => normaliseError(error, logger)) }),
      });
    } catch (error) {
      fail(operation, [error]);
    }
  }

  function fail(operation: Operation, errors: readonly unknown[]): void {
    operation.fail(errors.map((error) => normaliseError(error, logger)));
  }

  return {
    initTimeoutMs: options.initTimeoutMs,
    begin,
    connect: async (connection, payload) => {
      try {
        const credentials = await authenticator.fromConnectionInit(payload, connection.authorization);
        connection.credentials = credentials;
        options.onSignedIn(connection, credentials);
        return true;
      } catch (error) {
        const isRefused = error instanceof LynkError;
        if (!isRefused) logger.error({ err: error }, 'it could not be found out whose a socket is');
        if (isRefused) connection.close(CloseCode.Forbidden, error.message);
        else connection.close(CloseCode.InternalServerError, 'Internal server error');
        return false;
      }
    },
  };
}

function originOf(connection: Connection) {
  return {
    identity: connection.credentials?.identity ?? { kind: 'anonymous' as const },
    clientAddress: connection.clientAddress,
    signal: connection.ended,
  };
}

function checkCount(value: number, limit: number): GraphQLError | null {
  if (value <= limit) return null;
  return new GraphQLError(`This socket runs ${limit} operations already, which is the most that one may.`, {
    extensions: { code: 'BAD_USER_INPUT', limit, value },
  });
}

function stopping(): GraphQLError {
  const error = serviceUnavailable('The gateway is stopping. Connect again.');
  return new GraphQLError(error.message, { originalError: error });
}
