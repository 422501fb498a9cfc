import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import { LynkError } from '#platform/errors/errors.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { GatewayConfig } from '../config.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { asApolloGateway } from '../federation/apollo-gateway.ts';
import type { QueryEngine } from '../federation/query-engine.ts';
import type { CostBudget } from '../limits/cost-budget.ts';
import type { GatewayFigures } from '../metrics/gateway-figures.ts';
import type { OperationContext } from '../operation-context.ts';

/** Subscriptions need a socket: a request for one over HTTP is told so. */
const refuseSubscriptions: ApolloServerPlugin<OperationContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== 'subscription') return;
      throw refusedRequest(
        'Subscriptions run over WebSocket: connect to this address with the subprotocol `graphql-transport-ws`.',
        400,
        'BAD_REQUEST',
      );
    },
  }),
};

/** Charges operations to whoever asks, once they are known to be valid and before they run. */
function chargeOperations(budget: CostBudget): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operationName, request: { variables }, contextValue }) => {
        try {
          await budget.charge({ document, operationName, variables }, contextValue);
        } catch (error) {
          throw error instanceof LynkError ? unpaidRequest(error) : error;
        }
      },
    }),
  };
}

/** Counts what is no valid document. */
function countInvalid(figures: GatewayFigures): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async () => ({
      parsingDidStart: async () => async (error) => {
        if (error) figures.refused('invalid');
      },
      validationDidStart: async () => async (errors) => {
        if (errors?.length) figures.refused('invalid');
      },
    }),
  };
}

/** Makes the part that speaks GraphQL over HTTP. Nothing in it calls outside. */
export function createApolloServer(options: {
  engine: QueryEngine;
  config: GatewayConfig;
  budget: CostBudget;
  figures: GatewayFigures;
  logger: Logger;
}): ApolloServer<OperationContext> {
  const { engine, config, budget, figures, logger } = options;
  return new ApolloServer<OperationContext>({
    gateway: asApolloGateway(engine),
    logger,
    introspection: config.introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    // It decides what Apollo turns on by itself in development, such as pages that load scripts from elsewhere.
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: (_formatted, error) => normaliseError(error, logger),
    plugins: [
      refuseSubscriptions,
      chargeOperations(budget),
      countInvalid(figures),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Why a whole request is refused: who asks cannot be believed. */
export function unauthenticatedRequest(error: LynkError): GraphQLError {
  return refusedRequest(error.message, 401, error.code, { 'www-authenticate': 'Bearer error="invalid_token"' });
}

/** Why a whole request is refused: its document is beyond the limits. */
export function excessiveRequest({ message, extensions }: GraphQLError): GraphQLError {
  return refusedRequest(message, 400, 'GRAPHQL_VALIDATION_FAILED', {}, extensions);
}

/** Why a whole request is refused: it costs too much. Status 429 is for what may be tried again (RFC 6585 §4). */
function unpaidRequest({ message, code, details }: LynkError): GraphQLError {
  const { retryAfterMs } = details;
  if (typeof retryAfterMs !== 'number') return refusedRequest(message, 400, code, {}, details);
  const seconds = `${Math.ceil(retryAfterMs / 1000)}`;
  return refusedRequest(message, 429, code, { 'retry-after': seconds }, details);
}

/** An error in the form from which Apollo Server takes the status and the headers of the answer. */
function refusedRequest(
  message: string,
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
  details: object = {},
): GraphQLError {
  const http = { status, headers: new HeaderMap(Object.entries(headers)) };
  return new GraphQLError(message, { extensions: { ...details, code, http } });
}
