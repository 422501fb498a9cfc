import type { Client } from './client.ts';

/** How a Lynk under test differs from a newcomer's. */
export interface LynkOptions {
  /** Settings; those of what a viewer may have are raised unless they are given. */
  readonly env?: Readonly<Record<string, string>>;
  /** For tests of what each gateway keeps for itself. It makes a difference on the real servers, where there are two. */
  readonly gateways?: 1;
}

/**
 * A Lynk under test: one process on an embedded database, or the gateways and subgraphs on the real servers. Tests speak to
 * it over HTTP and WebSocket.
 */
export interface Lynk {
  /** The GraphQL endpoint. With several gateways it is another one each time. */
  readonly url: string;
  /** The same for subscriptions. */
  readonly wsUrl: string;
  /** Where operators ask how the gateway does, as LYNK_ADMIN_PORT says. */
  readonly adminUrl: string;
  /** The same of each of its processes. */
  readonly adminUrls: readonly string[];
  /** Asks as nobody. */
  readonly anonymous: Client;
  /** The last lines that it has printed. */
  readonly log: string;
  /** Entries of the log at level `error` or above. A test that provokes none may say that there is none. */
  readonly faults: readonly string[];
  /** What Node has warned of since the first start, such as a deprecation or listeners that grow in number. */
  readonly warnings: readonly string[];
  /** Starts what does not run and waits until it answers. */
  start(): Promise<void>;
  /** Ends it as Ctrl-C does; data stay. @throws Error when it does not end in time, or ends with an error */
  shutDown(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
  /** Kills all of its node processes. */
  kill9(): Promise<void>;
  /** Starts it again on the same ports and data, after it has ended in whatever way. */
  restart(): Promise<void>;
  /** Starts it again when it was killed; otherwise waits until it answers with data again. */
  restartIfEnded(): Promise<void>;
  /** Runs one of the tools of package.json beside it, such as `user-role`. @returns what it printed */
  tool(name: string, ...args: readonly string[]): Promise<string>;
}
