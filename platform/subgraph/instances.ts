import { isIPv6 } from 'node:net';
import type { Logger } from '../logger/logger.ts';
import { type Resolve, readAddresses, type ServiceAddress } from '../network/addresses.ts';
import type { Instance } from './instance.ts';

/** Where the processes of a subgraph are found, and how one of them is reached. */
export interface InstancesOptions {
  /** The subgraph's name. */
  readonly name: string;
  readonly addresses: string;
  readonly resolve: Resolve;
  /** @param address `host:port` with an IP address */
  readonly open: (address: string) => Instance;
  readonly logger: Logger;
}

/** The processes of one subgraph, as many as its names have addresses. */
export class Instances {
  readonly #options: InstancesOptions;
  readonly #names: readonly ServiceAddress[];
  /** `host:port` as it was given → the addresses that it had last. */
  readonly #found = new Map<string, readonly string[]>();
  /** Address → the process there. */
  readonly #instances = new Map<string, Instance>();
  #finding: Promise<void> | undefined;
  #isClosed = false;

  /** @throws Error when the addresses cannot be read */
  constructor(options: InstancesOptions) {
    this.#options = options;
    this.#names = readAddresses(options.addresses);
  }

  /** Those that new calls may go to, whatever their state. */
  get listed(): readonly Instance[] {
    return [...this.#instances.values()].filter((instance) => instance.isListed);
  }

  /**
   * Asks again which addresses there are. New ones are checked before they get calls; ones that are not named any more get
   * none, and are left when their last call has ended. When a name cannot be found, what was known of it stays.
   */
  find(): Promise<void> {
    this.#finding ??= this.#find().finally(() => {
      this.#finding = undefined;
    });
    return this.#finding;
  }

  /** Checks all that there are. */
  async check(): Promise<void> {
    await Promise.all(this.listed.map((instance) => instance.check()));
  }

  /** Ends the connections to all of them. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#instances.values()].map((instance) => instance.close()));
    this.#instances.clear();
  }

  async #find(): Promise<void> {
    await Promise.all(this.#names.map((name) => this.#findOne(name)));
    if (this.#isClosed) return;
    const addresses = new Set([...this.#found.values()].flat());
    for (const address of addresses) {
      const known = this.#instances.get(address);
      if (known) known.isListed = true;
      else this.#add(address);
    }
    for (const [address, instance] of this.#instances) {
      if (addresses.has(address)) continue;
      instance.isListed = false;
      if (!instance.isIdle) continue;
      this.#instances.delete(address);
      await instance.close();
    }
  }

  #add(address: string): void {
    const instance = this.#options.open(address);
    this.#instances.set(address, instance);
    void instance.check();
  }

  async #findOne({ host, port }: ServiceAddress): Promise<void> {
    const { name, resolve, logger } = this.#options;
    try {
      const found = await resolve(host);
      this.#found.set(
        `${host}:${port}`,
        found.map((ip) => (isIPv6(ip) ? `[${ip}]:${port}` : `${ip}:${port}`)),
      );
    } catch (err) {
      logger.warn(
        { err, subgraph: name, host },
        'the addresses of a subgraph are not found; those that were known stay',
      );
    }
  }
}
