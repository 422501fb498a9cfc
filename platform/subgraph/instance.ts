import type { Logger } from '../logger/logger.ts';
import { NotReached, type SubgraphRequest } from './client.ts';
import { RemoteSubgraphClient, type RemoteSubgraphOptions } from './remote-client.ts';

/** `unsure`: it is being checked, and the end of that is not known yet. */
export type InstanceState = 'living' | 'unsure' | 'dead';

/** How one process of a subgraph is reached and checked. */
export interface InstanceOptions extends Omit<RemoteSubgraphOptions, 'url' | 'connections'> {
  /** `host:port` with an IP address. */
  readonly address: string;
  /** How long it may take to answer a check, in milliseconds. */
  readonly checkDeadlineMs: number;
  readonly logger: Logger;
  /** Is told when it is left out. */
  readonly onDead: () => void;
}

/** The cheapest question that has to go through everything: TLS, token, parser, execution. */
const QUESTION = '{ __typename }';

/** One process of a subgraph: what it has to do, and whether it answers. */
export class Instance {
  readonly client: RemoteSubgraphClient;
  /** Whether its address is one of the subgraph's still. */
  isListed = true;
  /** Calls that wait for an answer. */
  calls = 0;
  /** Subscriptions that go on. */
  streams = 0;
  readonly #options: InstanceOptions;
  /** Has a connection of its own, so that a check never waits behind calls. */
  readonly #checks: RemoteSubgraphClient;
  #state: InstanceState = 'unsure';
  #checking: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: InstanceOptions) {
    const { address, checkDeadlineMs, ...remote } = options;
    const url = `${options.tls ? 'https' : 'http'}://${address}/graphql`;
    this.#options = options;
    this.client = new RemoteSubgraphClient({ ...remote, url });
    this.#checks = new RemoteSubgraphClient({ ...remote, url, deadlineMs: checkDeadlineMs, connections: 1 });
  }

  get state(): InstanceState {
    return this.#state;
  }

  /** Whether nobody waits for anything from it. */
  get isIdle(): boolean {
    return this.calls === 0 && this.streams === 0;
  }

  /** Asks whether it answers, once at a time. It gets calls again as soon as it does. */
  check(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  /**
   * A call of it has failed: it gets no further ones until a check says otherwise, which begins now. One that cannot be
   * connected to is left out at once.
   */
  failed(error: unknown): void {
    if (error instanceof NotReached) {
      this.#become('dead', error);
      return;
    }
    if (this.#state === 'living') this.#become('unsure');
    void this.check();
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([this.client.close(), this.#checks.close()]);
  }

  async #check(): Promise<void> {
    try {
      const { data, errors } = await this.#checks.execute(question());
      if (data) this.#become('living');
      else this.#become('dead', errors?.[0]?.message ?? 'It has answered without data.');
    } catch (error) {
      this.#become('dead', error);
    }
  }

  #become(state: InstanceState, reason?: unknown): void {
    if (state === this.#state || this.#isClosed) return;
    const before = this.#state;
    this.#state = state;
    const { logger, name, address } = this.#options;
    const err = reason instanceof Error ? reason : undefined;
    if (state === 'dead') {
      logger.warn({ subgraph: name, address, err, ...(!err && { reason }) }, 'an instance of a subgraph is left out');
      this.#options.onDead();
    } else if (state === 'living' && before === 'dead') {
      logger.info({ subgraph: name, address }, 'an instance of a subgraph is back');
    }
  }
}

function question(): SubgraphRequest {
  return {
    query: QUESTION,
    identity: { kind: 'service', name: 'gateway' },
    clientAddress: null,
    signal: new AbortController().signal,
  };
}
