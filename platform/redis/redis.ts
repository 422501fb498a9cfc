import { createHash } from 'node:crypto';
import { Cluster, Redis, type RedisOptions, ReplyError } from 'ioredis';
import { LynkError, serviceUnavailable } from '../errors/errors.ts';
import type { Logger } from '../logger/logger.ts';
import { CALL_SECONDS, outcomeOfCall, timed } from '../metrics/call-seconds.ts';
import type { Durations, Metrics } from '../metrics/metrics.ts';

/** Where Redis is, and as whom to sign in. */
export interface RedisSettings {
  /** One server, or some nodes of one cluster: the others are found through them. */
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly isCluster: boolean;
  readonly username?: string;
  readonly password?: string;
  /** Certificates in PEM; without them the connection is in the clear, as tests have it. */
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
}

/** What a script is given and gives back: Redis knows text and whole numbers. */
export type RedisValue = string | number | null | readonly RedisValue[];

const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 2_000;
const LONGEST_PAUSE_MS = 1_000;
const KEEP_ALIVE_MS = 10_000;
/** Replies by which a server says that it cannot serve at the moment; every other error reply is a fault of ours. */
const UNAVAILABLE = /^(LOADING|BUSY|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|READONLY|NOREPLICAS|MISCONF|OOM) /;

/** A Lua program that runs on the server in one piece. All keys of one call have the same hash tag. */
export class RedisScript {
  readonly sha: string;

  /** @param onlyReads whoever has no right to write may run it, too */
  constructor(
    readonly text: string,
    readonly onlyReads = false,
  ) {
    this.sha = createHash('sha1').update(text).digest('hex');
  }
}

/** Commands to one Redis, be it a server or a cluster. Nothing waits longer than 2 s. */
export class RedisCommands {
  readonly #client: Redis | Cluster;
  readonly #seconds: Durations | undefined;

  /** @param options.metrics is told how long commands take, and of links that broke */
  constructor(options: { settings: RedisSettings; logger: Logger; metrics?: Metrics }) {
    const { settings, logger, metrics } = options;
    const help = 'Commands to Redis; scripts are EVALSHA, and EVAL when the server did not know them.';
    this.#seconds = metrics?.durations('lynk_redis_command_seconds', help, ['command', 'outcome'], CALL_SECONDS);
    const common = connectionOptions(settings);
    this.#client = settings.isCluster
      ? new Cluster([...settings.nodes], {
          redisOptions: { ...common, commandTimeout: COMMAND_TIMEOUT_MS },
          clusterRetryStrategy: pauseBefore,
          // A certificate names the host that the nodes announce, and a cluster announces what clients can reach.
          dnsLookup: (address, callback) => callback(null, address),
        })
      : new Redis({ ...common, ...settings.nodes[0], commandTimeout: COMMAND_TIMEOUT_MS });
    reportBreaks(this.#client, logger, metrics);
  }

  /**
   * Runs a script. It is sent by its hash, and in full to a server that does not know it yet.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when the server does not answer in time: the script may or may not have run
   */
  async run(script: RedisScript, keys: readonly string[], values: readonly (string | number)[]): Promise<RedisValue> {
    const rest = [keys.length, ...keys, ...values];
    try {
      return await this.#call(script.onlyReads ? 'EVALSHA_RO' : 'EVALSHA', script.sha, ...rest);
    } catch (error) {
      if (!isReply(error) || !error.message.startsWith('NOSCRIPT')) throw explain(error);
      return this.send(script.onlyReads ? 'EVAL_RO' : 'EVAL', script.text, ...rest);
    }
  }

  /** Sends a single command. @throws LynkError SERVICE_UNAVAILABLE, as {@link run} does */
  async send(command: string, ...values: readonly (string | number)[]): Promise<RedisValue> {
    return await this.#call(command, ...values).catch((error) => {
      throw explain(error);
    });
  }

  /** Asks a server for a sign of life. @throws LynkError SERVICE_UNAVAILABLE, as {@link run} does */
  async check(): Promise<void> {
    await this.send('PING');
  }

  /** Ends the connections. */
  close(): void {
    this.#client.disconnect();
  }

  async #call(command: string, ...values: readonly (string | number)[]): Promise<RedisValue> {
    const work = async () => (await this.#client.call(command, ...values)) as RedisValue;
    return timed(this.#seconds, [command], work, outcomeOf);
  }
}

/**
 * One connection, to whichever node can be reached: what publishing and listening need, since every node of a cluster
 * passes notices on to all others. When a node goes, the next one is tried.
 *
 * @param overrides what is particular to the connection
 * @param metrics is told when it broke
 */
export function openLink(
  settings: RedisSettings,
  logger: Logger,
  overrides: RedisOptions = {},
  metrics?: Metrics,
): Redis {
  const link: Redis = new Redis({
    ...connectionOptions(settings),
    ...settings.nodes[0],
    retryStrategy: (times) => {
      // The connector reads its options anew at each attempt.
      Object.assign(link.options, settings.nodes[times % settings.nodes.length]);
      return pauseBefore(times);
    },
    ...overrides,
  });
  reportBreaks(link, logger, metrics);
  return link;
}

function outcomeOf(ending: { readonly value: unknown } | { readonly error: unknown }): string {
  return outcomeOfCall('error' in ending ? { error: explain(ending.error) } : ending);
}

/** Makes of a driver's error what the callers of a port may see. */
export function explain(error: unknown): unknown {
  if (error instanceof LynkError) return error;
  if (isReply(error) && !UNAVAILABLE.test(error.message)) return error;
  return serviceUnavailable('What is kept for a short time does not answer. Try again.', 1000, { cause: error });
}

/** Whether the server has answered with an error; the driver's class has no type of its own. */
function isReply(error: unknown): error is Error {
  return error instanceof (ReplyError as unknown as typeof Error);
}

function connectionOptions({ username, password, tls }: RedisSettings): RedisOptions {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: { ...tls, minVersion: 'TLSv1.3', rejectUnauthorized: true } } : {}),
    connectTimeout: CONNECT_TIMEOUT_MS,
    keepAlive: KEEP_ALIVE_MS,
    // A command that was cut off may have run: whoever sent it decides about trying again.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 1,
    retryStrategy: pauseBefore,
    // Redis 7.0 does not know the command by which clients tell their library.
    disableClientInfo: true,
  };
}

const pauseBefore = (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS);

function reportBreaks(client: Redis | Cluster, logger: Logger, metrics: Metrics | undefined): void {
  const reconnects = metrics?.count('lynk_redis_reconnects_total', 'Links to Redis that came back after a break.');
  let isBroken = false;
  // Without a listener an error would end the process. Many attempts are one break.
  client.on('error', (error: Error) => {
    if (!isBroken) logger.warn({ reason: error.message }, 'the link to Redis is broken');
    isBroken = true;
  });
  client.on('ready', () => {
    if (isBroken) {
      logger.info('the link to Redis is back');
      if (reconnects) reconnects.value += 1;
    }
    isBroken = false;
  });
}
