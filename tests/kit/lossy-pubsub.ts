import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import type { Notice, PubSub } from '#platform/pubsub/pubsub.ts';

/** A link whose faults a test decides about. */
export class LossyPubSub implements PubSub {
  readonly #link = new InProcessPubSub();
  readonly #gaps = new Set<() => void>();
  /** Which notices are lost on their way. */
  loses: (channel: string, notice: Notice) => boolean = () => false;
  /** Publishing fails with this. */
  fault: Error | undefined;

  async publish(channel: string, notice: Notice): Promise<void> {
    if (this.fault) throw this.fault;
    // As JSON carries it, so that nothing relies on being in the same process.
    if (!this.loses(channel, notice)) await this.#link.publish(channel, JSON.parse(JSON.stringify(notice)) as Notice);
  }

  async subscribe(channel: string, onNotice: (notice: Notice) => void, onGap: () => void): Promise<() => void> {
    const end = await this.#link.subscribe(channel, onNotice, onGap);
    this.#gaps.add(onGap);
    return () => {
      this.#gaps.delete(onGap);
      end();
    };
  }

  /** Says to everybody who listens that notices may have been lost. */
  tellGap(): void {
    for (const onGap of this.#gaps) onGap();
  }

  /** How many listen. */
  get listeners(): number {
    return this.#gaps.size;
  }
}
