import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  parse,
  subscribe,
  validate,
} from 'graphql';
import { runWithTrace, tracedSteps } from '../trace/trace.ts';
import type { SubgraphClient, SubgraphRequest, SubgraphResult } from './client.ts';
import { formatError } from './format-error.ts';
import type { Subgraph } from './subgraph.ts';

const CACHED_DOCUMENTS = 2_000;

type Checked = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLFormattedError[] };

/** Reaches a subgraph in the same process: no bytes, and every document is parsed and checked once. */
export class InProcessSubgraphClient implements SubgraphClient {
  readonly name: string;
  readonly #subgraph: Subgraph;
  /** Text of a document → the document, or what is wrong with it. The oldest go first when it is full. */
  readonly #documents = new Map<string, Checked>();

  constructor(subgraph: Subgraph) {
    this.name = subgraph.name;
    this.#subgraph = subgraph;
  }

  execute(request: SubgraphRequest): Promise<SubgraphResult> {
    return request.trace ? runWithTrace(request.trace, () => this.#execute(request)) : this.#execute(request);
  }

  subscribe(request: SubgraphRequest): AsyncIterable<SubgraphResult> {
    return request.trace ? tracedSteps(request.trace, this.#subscribe(request)) : this.#subscribe(request);
  }

  async close(): Promise<void> {}

  async #execute(request: SubgraphRequest): Promise<SubgraphResult> {
    const checked = this.#check(request.query);
    if ('errors' in checked) return checked;
    const context = this.#subgraph.createContext(request);
    const result = await execute(this.#executionArgs(request, checked.document, context));
    return this.#format(result, context.forGateway);
  }

  async *#subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphResult, void, void> {
    const checked = this.#check(request.query);
    if ('errors' in checked) {
      yield checked;
      return;
    }
    const operation = getOperationAST(checked.document, request.operationName);
    if (operation?.operation !== 'subscription') {
      yield { errors: [new GraphQLError('Not a subscription.', { extensions: { code: 'BAD_USER_INPUT' } }).toJSON()] };
      return;
    }
    const context = this.#subgraph.createContext(request);
    const results = await subscribe(this.#executionArgs(request, checked.document, context));
    if (!(Symbol.asyncIterator in results)) {
      yield this.#format(results, {});
      return;
    }
    // A source that waits for its next event is woken when nobody wants it any more.
    const end = () => void results.return(undefined);
    request.signal.addEventListener('abort', end, { once: true });
    try {
      if (request.signal.aborted) return;
      for await (const result of results) yield this.#format(result, {});
    } finally {
      request.signal.removeEventListener('abort', end);
      await results.return(undefined);
    }
  }

  #executionArgs(request: SubgraphRequest, document: DocumentNode, contextValue: unknown) {
    return {
      schema: this.#subgraph.schema,
      document,
      contextValue,
      variableValues: request.variables ?? {},
      operationName: request.operationName ?? null,
    };
  }

  #check(query: string): Checked {
    const known = this.#documents.get(query);
    if (known) return known;
    const checked = checkDocument(this.#subgraph, query);
    if (this.#documents.size >= CACHED_DOCUMENTS) {
      const [oldest] = this.#documents.keys();
      if (oldest !== undefined) this.#documents.delete(oldest);
    }
    this.#documents.set(query, checked);
    return checked;
  }

  #format(result: ExecutionResult, forGateway: { accessToken?: string }): SubgraphResult {
    return {
      ...(result.data !== undefined && { data: result.data }),
      ...(result.errors && { errors: result.errors.map((error) => formatError(error, this.#subgraph.logger)) }),
      ...(forGateway.accessToken && { extensions: { forGateway } }),
    };
  }
}

function checkDocument(subgraph: Subgraph, query: string): Checked {
  try {
    const document = parse(query);
    const errors = validate(subgraph.schema, document);
    if (errors.length === 0) return { document };
    return { errors: errors.map((error) => formatError(error, subgraph.logger)) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [formatError(error, subgraph.logger)] };
  }
}
