import type { GraphQLDataSource } from '@apollo/gateway';
import { type GraphQLFormattedError, getOperationAST, Kind, parse } from 'graphql';
import { LynkError } from '#platform/errors/errors.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { inTrace, type Logger } from '#platform/logger/logger.ts';
import type { SubgraphClient, SubgraphResult } from '#platform/subgraph/client.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import type { OperationContext } from '../operation-context.ts';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessResult = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** What the data sources of all subgraphs share. */
export interface DataSourceOptions {
  readonly logger: Logger;
  /** Checks an access token that a subgraph has made. */
  readonly verifyToken: (token: string) => Promise<UserIdentity>;
}

/**
 * Where the planner's executor fetches from one subgraph. A fetch that fails becomes an error of its places, so that the
 * rest of the operation is answered.
 */
export class SubgraphDataSource implements GraphQLDataSource {
  readonly #client: SubgraphClient;
  readonly #options: DataSourceOptions;

  constructor(client: SubgraphClient, options: DataSourceOptions) {
    this.#client = client;
    this.#options = options;
  }

  async process({ request, context }: ProcessOptions): Promise<ProcessResult> {
    const operation = context as OperationContext;
    const query = request.query ?? '';
    try {
      const result = await this.#client.execute({
        query,
        variables: request.variables ?? {},
        ...(request.operationName !== undefined && { operationName: request.operationName }),
        identity: operation.identity,
        clientAddress: operation.clientAddress,
        signal: operation.signal,
        trace: operation.trace,
      });
      await this.#signIn(result, operation);
      // What a subgraph says beside its answer is for the gateway alone.
      return { data: result.data ?? null, ...(result.errors && { errors: result.errors }) };
    } catch (error) {
      if (operation.signal.aborted) return { errors: [] };
      const logger = inTrace(this.#options.logger, operation.trace);
      // Whoever guards the client has logged that it does not answer.
      const isAway = error instanceof LynkError && error.code === 'SERVICE_UNAVAILABLE';
      if (!isAway) logger.warn({ err: error, subgraph: this.#client.name }, 'a fetch failed');
      return { errors: errorsOf(error, operation.errorPlaces, query, request.variables, logger) };
    }
  }

  /** A subgraph has signed somebody in: the rest of the operation is carried out as that person. */
  async #signIn(result: SubgraphResult, operation: OperationContext): Promise<void> {
    const forGateway = result.extensions?.['forGateway'] as { accessToken?: unknown } | undefined;
    if (typeof forGateway?.accessToken !== 'string') return;
    operation.identity = await this.#options.verifyToken(forGateway.accessToken);
  }
}

/** The same error for each place that the fetch would have filled: each entity, or each root field. */
function errorsOf(
  error: unknown,
  places: number,
  query: string,
  variables: Readonly<Record<string, unknown>> | undefined,
  logger: Logger,
): GraphQLFormattedError[] {
  const { message, extensions = {} } = normaliseError(
    error instanceof LynkError ? error : new Error('', { cause: error }),
    logger,
  );
  const representations = variables?.['representations'];
  const paths = Array.isArray(representations)
    ? representations.slice(0, places).map((_, index) => ['_entities', index])
    : rootResponseNames(query).map((name) => [name]);
  return paths.map((path) => ({ message, path, extensions }));
}

function rootResponseNames(query: string): string[] {
  const selections = getOperationAST(parse(query))?.selectionSet.selections ?? [];
  return selections.flatMap((node) => (node.kind === Kind.FIELD ? [(node.alias ?? node.name).value] : []));
}
