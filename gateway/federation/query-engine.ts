import type { ServiceMap } from '@apollo/gateway';
import { type DocumentNode, GraphQLError, getOperationAST } from 'graphql';
import type { Logger } from '#platform/logger/logger.ts';
import type { GatewayFigures } from '../metrics/gateway-figures.ts';
import type { OperationContext } from '../operation-context.ts';
import { coerceVariables, executePlan, type RawResult } from './execute.ts';
import type { Supergraph } from './supergraph.ts';

/** Answers queries and mutations across the subgraphs. */
export class QueryEngine {
  #supergraph: Supergraph;
  #sources: ServiceMap;
  readonly #listeners: ((supergraph: Supergraph) => void)[] = [];
  readonly #logger: Logger;
  readonly #figures: GatewayFigures;

  constructor(supergraph: Supergraph, sources: ServiceMap, logger: Logger, figures: GatewayFigures) {
    this.#supergraph = supergraph;
    this.#sources = sources;
    this.#logger = logger;
    this.#figures = figures;
  }

  /** What operations are planned with from now on. */
  get supergraph(): Supergraph {
    return this.#supergraph;
  }

  /** Subgraph → where its fetches go. */
  get sources(): ServiceMap {
    return this.#sources;
  }

  /** Calls back with each version that takes the place of another. */
  onReplaced(listener: (supergraph: Supergraph) => void): void {
    this.#listeners.push(listener);
  }

  /** Puts another version in the place of this one. What runs already ends with the one that it began with. */
  replace(supergraph: Supergraph, sources: ServiceMap): void {
    this.#supergraph = supergraph;
    this.#sources = { ...this.#sources, ...sources };
    for (const listener of this.#listeners) listener(supergraph);
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
    const { supergraph } = this;
    const planned = supergraph.plan(document, operationName ?? undefined);
    const { errors, coerced } = coerceVariables(supergraph, planned, variables);
    if (errors) return { errors };
    const result = await executePlan(supergraph, planned, planned.plan, coerced, context, this.sources, this.#logger);
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
