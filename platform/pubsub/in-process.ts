import type { Notice, PubSub } from './pubsub.ts';

interface Listener {
  readonly onNotice: (notice: Notice) => void;
}

/** Notices within one process: no link, so nothing is ever lost and there are no gaps. */
export class InProcessPubSub implements PubSub {
  /** Channel → its listeners. A channel without listeners is not in the map. */
  readonly #channels = new Map<string, Set<Listener>>();

  async publish(channel: string, notice: Notice): Promise<void> {
    const listeners = this.#channels.get(channel);
    if (!listeners) return;
    // A listener may end others, or itself, while the notice goes round.
    for (const listener of [...listeners]) if (listeners.has(listener)) listener.onNotice(notice);
  }

  async subscribe(channel: string, onNotice: (notice: Notice) => void, _onGap: () => void): Promise<() => void> {
    const listener: Listener = { onNotice };
    const listeners = this.#channels.get(channel) ?? new Set();
    listeners.add(listener);
    this.#channels.set(channel, listeners);
    return () => {
      if (listeners.delete(listener) && listeners.size === 0 && this.#channels.get(channel) === listeners) {
        this.#channels.delete(channel);
      }
    };
  }
}
