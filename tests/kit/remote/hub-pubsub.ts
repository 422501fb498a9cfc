import { once } from 'node:events';
import net from 'node:net';
import { createInterface } from 'node:readline';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { Notice, PubSub } from '#platform/pubsub/pubsub.ts';

interface Listener {
  readonly channel: string;
  readonly onNotice: (notice: Notice) => void;
  readonly onGap: () => void;
}

const BACK_AFTER_MS = 50;

/** Notices between processes through a {@link NoticeHub}. It comes back by itself when its link is cut. */
export class HubPubSub implements PubSub {
  readonly #port: number;
  readonly #listeners = new Set<Listener>();
  #link: net.Socket | undefined;
  #isClosed = false;

  private constructor(port: number) {
    this.#port = port;
  }

  /** Connects to a hub. */
  static async connect(port: number): Promise<HubPubSub> {
    const pubsub = new HubPubSub(port);
    await pubsub.#connect();
    return pubsub;
  }

  async publish(channel: string, notice: Notice): Promise<void> {
    if (!this.#link) throw serviceUnavailable('There is no link to the hub.');
    this.#link.write(`${JSON.stringify({ channel, notice })}\n`);
  }

  async subscribe(channel: string, onNotice: (notice: Notice) => void, onGap: () => void): Promise<() => void> {
    const listener: Listener = { channel, onNotice, onGap };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the link. */
  close(): void {
    this.#isClosed = true;
    this.#link?.destroy();
  }

  async #connect(): Promise<void> {
    const link = net.connect(this.#port, '127.0.0.1');
    link.on('error', () => undefined);
    link.on('close', () => {
      this.#link = undefined;
      if (!this.#isClosed) setTimeout(() => void this.#comeBack(), BACK_AFTER_MS);
    });
    const lines = createInterface({ input: link });
    lines.on('error', () => undefined);
    lines.on('line', (line) => {
      const { channel, notice } = JSON.parse(line) as { channel: string; notice: Notice };
      for (const listener of [...this.#listeners]) {
        if (listener.channel === channel && this.#listeners.has(listener)) listener.onNotice(notice);
      }
    });
    await once(link, 'connect');
    this.#link = link;
  }

  async #comeBack(): Promise<void> {
    try {
      await this.#connect();
    } catch {
      // The link's own closing tries again.
      return;
    }
    for (const { onGap } of [...this.#listeners]) onGap();
  }
}
