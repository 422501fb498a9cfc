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
import { explainTokenLimit, limitsRule, parseOptions } from '../limits/limits.ts';
import type { OperationContext } from '../operation-context.ts';

/** Subscriptions need a socket: a request for one over HTTP is told so. */
const refuseSubscriptions: ApolloServerPlugin<OperationContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== 'subscription') return;
      throw new GraphQLError(
        'Subscriptions run over WebSocket: connect to this address with the subprotocol `graphql-transport-ws`.',
        { extensions: { code: 'BAD_REQUEST', http: { status: 400, headers: new HeaderMap() } } },
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
    parseOptions: parseOptions(config.limits),
    validationRules: [limitsRule(config.limits)],
    formatError: (_formatted, error) =>
      normaliseError(error instanceof GraphQLError ? explainTokenLimit(error, config.limits) : error, logger),
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

/** An error that refuses the whole request over HTTP with status 401. */
export function refusedRequest(error: LynkError): GraphQLError {
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: {
      code: error.code,
      http: { status: 401, headers: new HeaderMap([['www-authenticate', 'Bearer error="invalid_token"']]) },
    },
  });
}
