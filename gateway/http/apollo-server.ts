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
import { inTrace, type Logger } from '#platform/logger/logger.ts';
import type { TraceContext } from '#platform/trace/trace.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { asApolloGateway } from '../federation/apollo-gateway.ts';
import type { QueryEngine } from '../federation/query-engine.ts';
import type { CostBudget } from '../limits/cost-budget.ts';
import type { OperationContext } from '../operation-context.ts';

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

/** Notes of which trace errors are. */
function rememberTraces(traces: WeakMap<object, TraceContext | undefined>): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue }) => {
        for (const error of errors) traces.set(error, contextValue.trace);
      },
    }),
  };
}

/** Makes the part that carries operations out which came over HTTP, and were checked. Nothing in it calls outside. */
export function createApolloServer(options: {
  engine: QueryEngine;
  budget: CostBudget;
  logger: Logger;
}): ApolloServer<OperationContext> {
  const { engine, budget, logger } = options;
  // Error → the trace of its operation: the hook that makes it public is not told.
  const traces = new WeakMap<object, TraceContext | undefined>();
  return new ApolloServer<OperationContext>({
    gateway: asApolloGateway(engine),
    logger,
    // What comes here has been looked at before, by the rules that hold for sockets, too (`graphql.ts`).
    introspection: true,
    dangerouslyDisableValidation: true,
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    // It decides what Apollo turns on by itself in development, such as pages that load scripts from elsewhere.
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: (_formatted, error) => normaliseError(error, inTrace(logger, traces.get(error as object))),
    plugins: [
      chargeOperations(budget),
      rememberTraces(traces),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
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
