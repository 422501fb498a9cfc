import type { ServiceMap } from '@apollo/gateway';
import { type DocumentNode, GraphQLError, getOperationAST } from 'graphql';
import type { Logger } from '#platform/logger/logger.ts';
import type { GatewayFigures } from '../metrics/gateway-figures.ts';
import type { OperationContext } from '../operation-context.ts';
import { coerceVariables, executePlan, type RawResult } from './execute.ts';
import type { Supergraph } from './supergraph.ts';

/** Answers queries and mutations across the subgraphs. */
export class QueryEngine {
  readonly supergraph: Supergraph;
  /** Subgraph → where its fetches go. */
  readonly sources: ServiceMap;
  readonly #logger: Logger;
  readonly #figures: GatewayFigures;

  constructor(supergraph: Supergraph, sources: ServiceMap, logger: Logger, figures: GatewayFigures) {
    this.supergraph = supergraph;
    this.sources = sources;
    this.#logger = logger;
    this.#figures = figures;
  }

  /**
   * Answers one operation of a valid document.
   *
   * @param variables as the client gave them
   * @returns errors and no data when the request itself is wrong
   */
  async execute(
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>> | null | undefined,
    context: OperationContext,
  ): Promise<RawResult> {
    const operation = getOperationAST(document, operationName);
    if (!operation) return { errors: [noSuchOperation(operationName)] };
    const planned = this.supergraph.plan(document, operationName ?? undefined);
    const { errors, coerced } = coerceVariables(this.supergraph, planned, variables);
    if (errors) return { errors };
    const result = await executePlan(
      this.supergraph,
      planned,
      planned.plan,
      coerced,
      context,
      this.sources,
      this.#logger,
    );
    this.#figures.operation(
      operation.operation,
      result.data == null ? 'failed' : result.errors ? 'partial' : 'answered',
    );
    return result;
  }
}

/** What is wrong when a document has no operation of a name, or several and none was named. */
export function noSuchOperation(operationName: string | null | undefined): GraphQLError {
  return new GraphQLError(
    operationName == null
      ? 'The document has several operations: say in `operationName` which one to run.'
      : `The document has no operation named "${operationName}".`,
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );
}
