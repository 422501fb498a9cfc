import { type DocumentNode, GraphQLError, getOperationAST, OperationTypeNode } from 'graphql';
import { CloseCode, type SubscribeMessage } from 'graphql-ws';
import { LynkError, serviceUnavailable } from '#platform/errors/errors.ts';
import { inTrace, type Logger } from '#platform/logger/logger.ts';
import { continueTrace, parseTraceparent, type TraceContext } from '#platform/trace/trace.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { noSuchOperation, type QueryEngine } from '../federation/query-engine.ts';
import type { Authenticator, Credentials } from '../identity/authenticator.ts';
import type { CostBudget } from '../limits/cost-budget.ts';
import type { CheckedDocument, Documents } from '../limits/documents.ts';
import type { LiveEngine } from '../live/live-engine.ts';
import type { GatewayFigures } from '../metrics/gateway-figures.ts';
import { OperationContext } from '../operation-context.ts';
import type { DocumentTexts } from '../persisted/document-texts.ts';
import type { Connection } from './connection.ts';
import type { Operation } from './operation.ts';
import type { SessionHooks } from './session.ts';

/** What sessions need of the rest of the gateway. */
export interface ProtocolOptions {
  readonly authenticator: Authenticator;
  readonly texts: DocumentTexts;
  readonly documents: Documents;
  readonly budget: CostBudget;
  readonly engine: QueryEngine;
  readonly live: LiveEngine;
  readonly figures: GatewayFigures;
  readonly logger: Logger;
  /** Operations that one socket may run at the same time. */
  readonly maxOperations: number;
  readonly initTimeoutMs: number;
  /** Whether new operations are taken. */
  readonly isReady: () => boolean;
  /** A connection has said who it is. Whoever has too many of them finds it closed. */
  readonly onSignedIn: (connection: Connection, credentials: Credentials) => void;
  /** Is given every query and mutation, and subscriptions until they have begun, so that a stop can wait for them. */
  readonly onExecution: (execution: Promise<unknown>, connection: Connection) => void;
}

type Payload = SubscribeMessage['payload'];

/** Puts the gateway's own engines behind the sessions of `graphql-transport-ws`. */
export function createProtocol(options: ProtocolOptions): SessionHooks {
  const { authenticator, texts, documents, budget, engine, live, figures, logger } = options;

  function begin(connection: Connection, operation: Operation, payload: Payload): void {
    try {
      const refusal = refusalOf(connection);
      const checked = refusal ? { errors: [refusal] } : check(payload);
      if ('errors' in checked) fail(operation, checked.errors);
      else options.onExecution(carryOut(connection, operation, checked.document, payload), connection);
    } catch (error) {
      fail(operation, [error]);
    }
  }

  function refusalOf(connection: Connection): GraphQLError | null {
    const reason = !options.isReady() ? 'stopping' : connection.running >= options.maxOperations ? 'operations' : null;
    if (reason === null) return null;
    figures.refused(reason);
    return reason === 'stopping' ? stopping() : tooMany(options.maxOperations);
  }

  /** @throws GraphQLError when the document is not one that is taken here */
  function check(payload: Payload): CheckedDocument {
    const checked = documents.check(texts.textOf(payload));
    if ('errors' in checked) figures.refused(checked.reason);
    return checked;
  }

  async function carryOut(connection: Connection, operation: Operation, document: DocumentNode, payload: Payload) {
    const { operationName, variables } = payload;
    const chosen = getOperationAST(document, operationName);
    if (!chosen) return fail(operation, [noSuchOperation(operationName)]);
    // Held until the work ends: a client that gives an operation up does not end what runs already.
    connection.running += 1;
    try {
      await budget.charge({ document, operationName, variables }, connection);
    } catch (error) {
      connection.running -= 1;
      return fail(operation, [error]);
    }
    if (chosen.operation === OperationTypeNode.SUBSCRIPTION) {
      const request = { document, operationName, variables: variables ?? {} };
      const leave = live.subscribe(request, connection, operation, traceparentOf(payload) ?? connection.traceparent);
      figures.operation('subscription', 'began');
      operation.onLeave(leaving(connection, leave));
    } else {
      await execute(connection, operation, document, payload);
      connection.running -= 1;
    }
  }

  async function execute(connection: Connection, operation: Operation, document: DocumentNode, payload: Payload) {
    const { identity, clientAddress, signal } = connection;
    const trace = continueTrace(traceparentOf(payload) ?? connection.traceparent);
    const context = new OperationContext({ identity, clientAddress, signal, trace });
    try {
      const { errors, ...result } = await engine.execute(document, payload.operationName, payload.variables, context);
      operation.answer({
        ...result,
        ...(errors && { errors: errors.map((error) => normaliseError(error, inTrace(logger, trace))) }),
      });
    } catch (error) {
      fail(operation, [error], trace);
    }
  }

  function fail(operation: Operation, errors: readonly unknown[], trace?: TraceContext): void {
    operation.fail(errors.map((error) => normaliseError(error, inTrace(logger, trace))));
  }

  return {
    initTimeoutMs: options.initTimeoutMs,
    begin,
    connect: async (connection, payload) => {
      try {
        const credentials = await authenticator.fromConnectionInit(payload, connection.authorization);
        connection.credentials = credentials;
        connection.authorization = undefined;
        connection.traceparent = traceparentOf({ extensions: payload });
        options.onSignedIn(connection, credentials);
        return !connection.hasEnded;
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

/** Made here, where nothing else is in sight: it lives as long as the subscription, and with it all that it can see. */
function leaving(connection: Connection, leave: () => void): () => void {
  return () => {
    connection.running -= 1;
    leave();
  };
}

/** What a client says that an operation, or all of its socket, is part of; null when it says nothing that can be read. */
function traceparentOf({ extensions }: Pick<Payload, 'extensions'>): string | null {
  const traceparent = extensions?.['traceparent'];
  return typeof traceparent === 'string' && parseTraceparent(traceparent) ? traceparent : null;
}

function tooMany(limit: number): GraphQLError {
  return new GraphQLError(`This socket runs ${limit} operations already, which is the most that one may.`, {
    extensions: { code: 'BAD_USER_INPUT', limit, value: limit + 1 },
  });
}

function stopping(): GraphQLError {
  const error = serviceUnavailable('The gateway is stopping. Connect again.');
  return new GraphQLError(error.message, { originalError: error });
}
