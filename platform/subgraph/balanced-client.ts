import { type LynkError, serviceUnavailable } from '../errors/errors.ts';
import type { Logger } from '../logger/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type Resolve, resolveHost } from '../network/addresses.ts';
import {
  ConnectionLost,
  NotReached,
  type SubgraphClient,
  type SubgraphRequest,
  type SubgraphResult,
} from './client.ts';
import { Instance } from './instance.ts';
import { Instances } from './instances.ts';
import type { RemoteSubgraphOptions } from './remote-client.ts';

/** Where the processes of a subgraph are, and how to prove who speaks to them. */
export interface BalancedSubgraphOptions extends Omit<RemoteSubgraphOptions, 'url' | 'connections'> {
  /** `host:port,host:port`; a name stands for all addresses that it has. */
  readonly addresses: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** How often each instance is checked, in milliseconds. 1,000 when left out. */
  readonly checkEveryMs?: number;
  /** How long an instance may take to answer a check, in milliseconds. 2,000 when left out. */
  readonly checkDeadlineMs?: number;
  /** How often names are resolved again, in milliseconds. 5,000 when left out. */
  readonly findEveryMs?: number;
  /** Finds the addresses of a name. The system's resolver when left out. */
  readonly resolve?: Resolve;
}

const CHECK_EVERY_MS = 1_000;
const CHECK_DEADLINE_MS = 2_000;
const FIND_EVERY_MS = 5_000;

/**
 * Reaches a subgraph that runs as several processes: each operation goes to the one of the living that has the least to do.
 * Their names are resolved every 5 s, and each address is checked every second: one that does not answer, whether it is gone
 * or stalled, is left out and comes back by itself. When none lives, SERVICE_UNAVAILABLE comes at once.
 *
 * What has certainly not been sent goes to another instance; nothing else is done twice but what
 * {@link RemoteSubgraphClient} asks again. Subscriptions stay with their instance and end with it.
 */
export class BalancedSubgraphClient implements SubgraphClient {
  readonly name: string;
  readonly #instances: Instances;
  readonly #timers: readonly NodeJS.Timeout[];
  /** Resolves when the names were resolved for the first time. */
  readonly #begun: Promise<void>;
  #turn = 0;

  /** @throws Error when the addresses cannot be read */
  constructor(options: BalancedSubgraphOptions) {
    const { addresses, logger, metrics, checkEveryMs, checkDeadlineMs, findEveryMs, resolve, ...remote } = options;
    this.name = options.name;
    this.#instances = new Instances({
      name: options.name,
      addresses,
      logger,
      resolve: resolve ?? resolveHost,
      open: (address) =>
        new Instance({
          ...remote,
          address,
          logger,
          checkDeadlineMs: checkDeadlineMs ?? CHECK_DEADLINE_MS,
          onDead: () => void this.#instances.find(),
        }),
    });
    this.#begun = this.#instances.find();
    this.#timers = [
      setInterval(() => void this.#instances.check(), checkEveryMs ?? CHECK_EVERY_MS).unref(),
      setInterval(() => void this.#instances.find(), findEveryMs ?? FIND_EVERY_MS).unref(),
    ];
    this.#tell(metrics);
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResult> {
    for (const tried = new Set<Instance>(); ; ) {
      const instance = await this.#pick('calls', tried);
      instance.calls += 1;
      try {
        return await instance.client.execute(request);
      } catch (error) {
        this.#failed(instance, request, error);
        tried.add(instance);
      } finally {
        instance.calls -= 1;
      }
    }
  }

  async *subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphResult, void, void> {
    for (const tried = new Set<Instance>(); !request.signal.aborted; ) {
      const instance = await this.#pick('streams', tried);
      instance.streams += 1;
      try {
        return yield* instance.client.subscribe(request);
      } catch (error) {
        this.#failed(instance, request, error);
        tried.add(instance);
      } finally {
        instance.streams -= 1;
      }
    }
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#instances.close();
  }

  /** Notes a failure. @throws the error, unless another instance may be asked */
  #failed(instance: Instance, { signal }: SubgraphRequest, error: unknown): void {
    // Whoever does not wait any more says nothing about the instance.
    if (signal.aborted) throw error;
    instance.failed(error);
    const wasNotSent = error instanceof NotReached || (error instanceof ConnectionLost && !error.mayHaveArrived);
    if (!wasNotSent) throw error;
  }

  /**
   * The living instance with the least to do; one after the other when they have the same.
   *
   * @param kind what counts
   * @param tried those that it must not be
   * @throws LynkError SERVICE_UNAVAILABLE when there is none, and none whose check may still succeed
   */
  async #pick(kind: 'calls' | 'streams', tried: ReadonlySet<Instance>): Promise<Instance> {
    await this.#begun;
    for (;;) {
      const listed = this.#instances.listed.filter((instance) => !tried.has(instance));
      const living = listed.filter(({ state }) => state === 'living');
      this.#turn += 1;
      let best: Instance | undefined;
      for (let index = 0; index < living.length; index += 1) {
        const next = living[(this.#turn + index) % living.length];
        if (next && (!best || next[kind] < best[kind])) best = next;
      }
      if (best) return best;
      const unsure = listed.filter(({ state }) => state === 'unsure');
      if (unsure.length === 0) throw this.#unavailable();
      await Promise.race(unsure.map((instance) => instance.check()));
    }
  }

  #tell(metrics: Metrics): void {
    const { name } = this;
    metrics.labelledGauge('lynk_subgraph_instances', 'Addresses of a subgraph.', 'subgraph', () => [
      [name, this.#instances.listed.length],
    ]);
    metrics.labelledGauge(
      'lynk_subgraph_instances_living',
      'Instances of a subgraph that get calls.',
      'subgraph',
      () => [[name, this.#instances.listed.filter(({ state }) => state === 'living').length]],
    );
  }

  #unavailable(): LynkError {
    return serviceUnavailable(`The ${this.name} service does not answer. Try again.`);
  }
}
