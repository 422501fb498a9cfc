import { executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import { type ExecutionResult, GraphQLError, getVariableValues } from 'graphql';
import type { Logger } from '#platform/logger/logger.ts';
import type { OperationContext } from '../operation-context.ts';
import type { PlannedOperation, Supergraph } from './supergraph.ts';

type RequestContext = Parameters<typeof executeQueryPlan>[2];

/** Data and errors as the executor gives them; the errors are not yet in their public form. */
export type RawResult = ExecutionResult<Record<string, unknown>>;

/**
 * Fills in what a client gave for an operation's variables.
 *
 * @returns the values with defaults, or what is wrong with them
 */
export function coerceVariables(
  supergraph: Supergraph,
  { operation }: PlannedOperation,
  given: Readonly<Record<string, unknown>> | null | undefined,
): ReturnType<typeof getVariableValues> {
  const { errors, coerced } = getVariableValues(
    supergraph.apiSchema,
    operation.operation.variableDefinitions ?? [],
    given ?? {},
  );
  if (!errors) return { coerced };
  return {
    errors: errors.map(
      (error) =>
        new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } }),
    ),
  };
}

/**
 * Carries a plan out with the stock executor.
 *
 * @param variables as the operation declares them, valid
 * @param sources subgraph → where its fetches go
 */
export async function executePlan(
  supergraph: Supergraph,
  { operation }: PlannedOperation,
  plan: QueryPlan,
  variables: Readonly<Record<string, unknown>>,
  context: OperationContext,
  sources: ServiceMap,
  logger: Logger,
): Promise<RawResult> {
  // The executor reads these four of a request context's fields, and writes into `metrics`.
  const request: Partial<RequestContext> = { request: { variables }, context, metrics: {}, logger };
  const { data, errors, extensions } = await executeQueryPlan(
    plan,
    sources,
    request as RequestContext,
    operation,
    supergraph.fullSchema,
    supergraph.plannerSchema,
  );
  // A reference that leads nowhere is null and no error; the executor reports its missing fields beside the answer.
  if (extensions) logger.debug({ valueCompletion: extensions['valueCompletion'] }, 'an answer has gaps');
  return { ...(data !== undefined && { data }), ...(errors && { errors }) };
}
