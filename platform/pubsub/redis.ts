import { RedisPubSub as Engine } from 'graphql-redis-subscriptions';
import type { Redis } from 'ioredis';
import { serviceUnavailable } from '../errors/errors.ts';
import type { Logger } from '../logger/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { explain, openLink, type RedisSettings } from '../redis/redis.ts';
import type { Notice, PubSub } from './pubsub.ts';

const PUBLISH_TIMEOUT_MS = 2_000;
const SUBSCRIBE_TIMEOUT_MS = 2_000;

interface Listener {
  readonly onNotice: (notice: Notice) => void;
  readonly onGap: () => void;
}

/** One channel that this process listens to. */
interface Channel {
  readonly listeners: Set<Listener>;
  /** The subscription at Redis, once it stands. */
  readonly subscription: Promise<number>;
}

/**
 * Notices between processes through Redis, which forgets them at once: whoever was away has missed them. All listeners of a
 * channel in this process share one subscription.
 */
export class RedisPubSub implements PubSub {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #engine: Engine;
  /** Name → channel. A channel without listeners is not in the map. */
  readonly #channels = new Map<string, Channel>();

  constructor(options: { settings: RedisSettings; logger: Logger; metrics?: Metrics }) {
    const { settings, logger, metrics } = options;
    this.#publisher = openLink(settings, logger, { commandTimeout: PUBLISH_TIMEOUT_MS }, metrics);
    // What is listened to, or was being asked for, is asked for again when the link is back, however long that takes.
    const patient = { maxRetriesPerRequest: null, autoResubscribe: true, autoResendUnfulfilledCommands: true };
    this.#subscriber = openLink(settings, logger, patient, metrics);
    hearRefusals(this.#subscriber, logger);
    this.#engine = new Engine({ publisher: this.#publisher, subscriber: this.#subscriber });
    let links = 0;
    this.#subscriber.on('ready', () => {
      links += 1;
      if (links > 1) void this.#tellGap();
    });
  }

  async publish(channel: string, notice: Notice): Promise<void> {
    await this.#engine.publish(channel, notice).catch((error) => {
      throw explain(error);
    });
  }

  async subscribe(name: string, onNotice: (notice: Notice) => void, onGap: () => void): Promise<() => void> {
    const listener: Listener = { onNotice, onGap };
    const channel = this.#channels.get(name) ?? this.#open(name);
    channel.listeners.add(listener);
    const end = () => this.#leave(name, channel, listener);
    try {
      await within(channel.subscription, SUBSCRIBE_TIMEOUT_MS);
    } catch (error) {
      end();
      throw explain(error);
    }
    return end;
  }

  /** Asks for a sign of life over both links. @throws LynkError SERVICE_UNAVAILABLE when one of them gives none within 2 s */
  async check(): Promise<void> {
    try {
      await within(Promise.all([this.#publisher.ping(), this.#subscriber.ping()]), PUBLISH_TIMEOUT_MS);
    } catch (error) {
      throw explain(error);
    }
  }

  /** Ends both links. */
  close(): void {
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  #open(name: string): Channel {
    const listeners = new Set<Listener>();
    const onNotice = (notice: Notice) => {
      // A listener may end others, or itself, while the notice goes round.
      for (const listener of [...listeners]) if (listeners.has(listener)) listener.onNotice(notice);
    };
    const channel: Channel = { listeners, subscription: this.#engine.subscribe<Notice>(name, onNotice) };
    this.#channels.set(name, channel);
    // Each listener waits for it by itself; a refusal must not count as unheard when all of them have left.
    channel.subscription.catch(() => this.#forget(name, channel));
    return channel;
  }

  #leave(name: string, channel: Channel, listener: Listener): void {
    if (!channel.listeners.delete(listener) || channel.listeners.size > 0) return;
    this.#forget(name, channel);
    channel.subscription.then(
      (id) => this.#engine.unsubscribe(id),
      () => {},
    );
  }

  #forget(name: string, channel: Channel): void {
    if (this.#channels.get(name) === channel) this.#channels.delete(name);
  }

  /** The answer to a ping comes after those to the subscriptions that the driver has sent: from then on nothing is missed. */
  async #tellGap(): Promise<void> {
    try {
      await this.#subscriber.ping();
    } catch {
      // The link broke again: the next one tells.
      return;
    }
    for (const { listeners } of [...this.#channels.values()]) {
      for (const listener of [...listeners]) if (listeners.has(listener)) listener.onGap();
    }
  }
}

/**
 * The library waits neither for the end of a subscription nor, when nobody else asks for the channel, for its refusal: nobody
 * would hear of what fails there, and Node ends a process for that. Whoever listens has a deadline of its own.
 */
function hearRefusals(subscriber: Redis, logger: Logger): void {
  const ignore = (error: Error) => logger.warn({ reason: error.message }, 'a channel could not be listened to or left');
  const { subscribe, unsubscribe } = subscriber;
  Object.assign(subscriber, {
    // The driver calls it, too, with all channels at once, when the link is back.
    subscribe: (channels: string | string[], onAnswer = () => {}) => {
      subscribe.call(subscriber, ...[channels].flat()).then(() => onAnswer(), ignore);
    },
    unsubscribe: (channel: string) => unsubscribe.call(subscriber, channel).catch(ignore),
    // No patterns are used, and not every account may.
    punsubscribe: () => undefined,
  });
}

async function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(serviceUnavailable('The channel cannot be reached. Try again.')), timeoutMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
