import { systemClock } from '#platform/clock/clock.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import type { SubgraphClient, SubgraphRequest, SubgraphResult } from '#platform/subgraph/client.ts';
import { RemoteSubgraphClient } from '#platform/subgraph/remote-client.ts';
import { ServiceTokenCache } from '#platform/tokens/service-token-cache.ts';
import type { LynkStage } from './lynk-stage.ts';

/** How a gateway under measurement reaches the subgraphs of its stage. */
export function clientsOf({ urls, isRemembered }: LynkStage, keys: SigningKeys): Map<string, SubgraphClient> {
  return new Map(
    Object.entries(urls).map(([name, url]) => {
      const tokens = new ServiceTokenCache(name, keys, systemClock);
      const client = new RemoteSubgraphClient({ name, url, tokens });
      return [name, isRemembered ? new RememberingClient(client) : client];
    }),
  );
}

/**
 * Answers from memory what was asked before, so that no subgraph's work is in the figures of a gateway that has the subgraphs
 * in its own process. Executors write into what they get, so each gets its own.
 */
class RememberingClient implements SubgraphClient {
  readonly name: string;
  readonly #client: SubgraphClient;
  /** Query and variables → answer, as text. */
  readonly #answers = new Map<string, string>();

  constructor(client: SubgraphClient) {
    this.name = client.name;
    this.#client = client;
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResult> {
    const key = `${request.query} ${JSON.stringify(request.variables)}`;
    const known = this.#answers.get(key) ?? JSON.stringify(await this.#client.execute(request));
    this.#answers.set(key, known);
    return JSON.parse(known) as SubgraphResult;
  }

  subscribe(request: SubgraphRequest): AsyncIterable<SubgraphResult> {
    return this.#client.subscribe(request);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
