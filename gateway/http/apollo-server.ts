import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import type { LynkError } from '#platform/errors/errors.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { GatewayConfig } from '../config.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { asApolloGateway } from '../federation/apollo-gateway.ts';
import type { QueryEngine } from '../federation/query-engine.ts';
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

/** Makes the part that speaks GraphQL over HTTP. Nothing in it calls outside. */
export function createApolloServer(options: {
  engine: QueryEngine;
  config: GatewayConfig;
  logger: Logger;
}): ApolloServer<OperationContext> {
  const { engine, config, logger } = options;
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
