import type { GraphQLDataSource, ServiceMap } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessResult = Awaited<ReturnType<GraphQLDataSource['process']>>;
type Variables = Readonly<Record<string, unknown>>;

/** With so many entities a fetch does not wait for more. */
const MAX_ENTITIES = 500;

/** What one execution asks for in a fetch of several. */
interface Share {
  /** Its entities' places in the fetch. */
  readonly places: readonly number[];
  readonly resolve: (result: ProcessResult) => void;
  readonly reject: (error: unknown) => void;
}

/** A fetch that has not begun. */
interface Batch {
  readonly options: ProcessOptions;
  /** Representation as text → its place. */
  readonly places: Map<string, number>;
  readonly representations: unknown[];
  readonly shares: Share[];
}

/**
 * Fetches the entities of executions that run at the same time together. All of them must be on behalf of the same identity,
 * as the executions of one stream are: the fetch is made in the name of the first.
 */
export class EntityBatches {
  readonly #sources = new WeakMap<GraphQLDataSource, GraphQLDataSource>();

  /** The sources with their fetches of entities taken together. The same ones give the same. */
  over(sources: ServiceMap): ServiceMap {
    return Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, this.#over(source)]));
  }

  #over(source: GraphQLDataSource): GraphQLDataSource {
    const known = this.#sources.get(source) ?? new BatchingSource(source);
    this.#sources.set(source, known);
    return known;
  }
}

class BatchingSource implements GraphQLDataSource {
  readonly #source: GraphQLDataSource;
  /** Fetch and its other variables → what waits for the end of the tick. */
  readonly #batches = new Map<string, Batch>();

  constructor(source: GraphQLDataSource) {
    this.#source = source;
  }

  process(options: ProcessOptions): Promise<ProcessResult> {
    const { representations, ...rest } = (options.request.variables ?? {}) as Variables;
    if (!Array.isArray(representations)) return this.#source.process(options);
    const key = `${options.request.query} ${JSON.stringify(rest)}`;
    const batch = this.#batches.get(key) ?? this.#open(key, options);
    return new Promise((resolve, reject) => {
      const places = representations.map((representation) => placeOf(batch, representation));
      batch.shares.push({ places, resolve, reject });
      if (batch.representations.length >= MAX_ENTITIES) this.#fetch(key, batch);
    });
  }

  #open(key: string, options: ProcessOptions): Batch {
    const batch: Batch = { options, places: new Map(), representations: [], shares: [] };
    this.#batches.set(key, batch);
    // What the subgraph has sent at once is executed before that.
    setImmediate(() => this.#fetch(key, batch));
    return batch;
  }

  #fetch(key: string, batch: Batch): void {
    if (this.#batches.get(key) !== batch) return;
    this.#batches.delete(key);
    const { options, representations, shares } = batch;
    const request = { ...options.request, variables: { ...options.request.variables, representations } };
    this.#source.process({ ...options, request }).then(
      (result) => {
        for (const { resolve, places } of shares) resolve(shareOf(result, places));
      },
      (error: unknown) => {
        for (const { reject } of shares) reject(error);
      },
    );
  }
}

/** Entities of which there are several are fetched once. */
function placeOf({ places, representations }: Batch, representation: unknown): number {
  const text = JSON.stringify(representation);
  const known = places.get(text);
  if (known !== undefined) return known;
  places.set(text, representations.length);
  return representations.push(representation) - 1;
}

/** The part of an answer that one execution has asked for. Executions write into what they get, so each gets its own. */
function shareOf({ data, errors, ...rest }: ProcessResult, places: readonly number[]): ProcessResult {
  const entities = (data as { _entities?: unknown } | null | undefined)?._entities;
  const own = (errors ?? []).flatMap((error) => errorsOf(error, places));
  return {
    ...rest,
    data: Array.isArray(entities)
      ? { _entities: places.map((place) => structuredClone(entities[place] ?? null)) }
      : null,
    ...(own.length > 0 && { errors: own }),
  };
}

/** An error at every place where its entity stands in the execution; one of the whole fetch is everybody's. */
function errorsOf(error: GraphQLFormattedError, places: readonly number[]): GraphQLFormattedError[] {
  const [field, place, ...below] = error.path ?? [];
  if (field !== '_entities' || typeof place !== 'number') return [error];
  return places.flatMap((own, index) => (own === place ? [{ ...error, path: [field, index, ...below] }] : []));
}
