import type { GraphQLFormattedError } from 'graphql';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { SubgraphClient, SubgraphResult } from '#platform/subgraph/client.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { AFTER_VARIABLE } from './contract.ts';
import { Refusal } from './refusal.ts';
import type { LiveRequest } from './request.ts';

/** Subscribes to subgraphs. */
export class Upstreams {
  readonly #clients: ReadonlyMap<string, SubgraphClient>;
  readonly #logger: Logger;

  constructor(clients: ReadonlyMap<string, SubgraphClient>, logger: Logger) {
    this.#clients = clients;
    this.#logger = logger;
  }

  /**
   * What a subgraph sends for a subscription, from a place on.
   *
   * @param after a cursor, or null to begin now
   * @throws Refusal when it does not begin, or breaks and can be taken up again
   */
  async *subscribe(
    request: LiveRequest,
    after: string | null,
    origin: RequestOrigin,
  ): AsyncGenerator<SubgraphResult, void> {
    const { upstream } = request.plan;
    const client = this.#clients.get(upstream.subgraph);
    if (!client) throw serviceUnavailable(`The ${upstream.subgraph} service is not there.`);
    const all: Readonly<Record<string, unknown>> = { ...request.variables, [AFTER_VARIABLE]: after };
    const names = upstream.variables.filter((name) => all[name] !== undefined);
    const variables = Object.fromEntries(names.map((name) => [name, all[name]]));
    const { identity, clientAddress, signal, trace } = origin;
    let hasBegun = false;
    for await (const result of client.subscribe({
      query: upstream.query,
      variables,
      identity,
      clientAddress,
      signal,
      trace,
      // The upstream of an audience begins with its position; a person's may rightly be silent for hours.
      beginsWithResult: identity.kind === 'audience',
    })) {
      // Of a stream that cannot be taken up again, an item that failed is an item like any other.
      if (result.data == null && (!hasBegun || request.plan.resumes)) {
        throw new Refusal((result.errors ?? []).map((error) => publicForm(error, this.#logger)));
      }
      hasBegun = true;
      yield result;
    }
  }
}

/** Places in a document are left out: it is not the client's. */
function publicForm(error: GraphQLFormattedError, logger: Logger): GraphQLFormattedError {
  const { locations: _locations, ...rest } = normaliseError(error, logger);
  return rest;
}
