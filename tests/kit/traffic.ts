import type { Person } from './people.ts';
import type { Recorder, SendOutcome } from './recorder.ts';
import { until } from './until.ts';

/** A send of the traffic, and what became of it; undefined while it is under way. */
export interface TrafficSend {
  readonly person: Person;
  readonly body: string;
  readonly key: string;
  outcome: SendOutcome | undefined;
}

/** A gateway that refuses at once, for as long as a subgraph is away, must not be asked as fast as it can refuse. */
const RETRY_MS = 200;

/**
 * People who send to one room, each several messages at a time, until they are told to stop. It knows at every moment what
 * is acknowledged and what is under way.
 */
export class Traffic {
  /** Every send so far, in the order in which they began. */
  readonly sends: TrafficSend[] = [];
  readonly #recorder: Recorder;
  readonly #lanes: Promise<void>[];
  #over = false;

  /** @param lanes how many sends each person has under way at the same time */
  constructor(recorder: Recorder, people: readonly Person[], options: { lanes: number; name: string }) {
    this.#recorder = recorder;
    this.#lanes = people.flatMap((person) =>
      Array.from({ length: options.lanes }, (_, lane) => this.#run(person, `${options.name}-${lane}`)),
    );
  }

  /** How many sends are acknowledged. */
  get acknowledged(): number {
    return this.sends.filter(({ outcome }) => outcome?.kind === 'acknowledged').length;
  }

  /** The sends that are under way. */
  get underWay(): TrafficSend[] {
    return this.sends.filter(({ outcome }) => outcome === undefined);
  }

  /** The sends of which nothing is known. */
  get unknown(): TrafficSend[] {
    return this.sends.filter(({ outcome }) => outcome?.kind === 'unknown');
  }

  /** Begins nothing more and waits for what is under way. */
  async stop(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#lanes);
  }

  /** Begins nothing more, without waiting. */
  beginNothingMore(): void {
    this.#over = true;
  }

  /** Tries every send of which nothing is known again, with its own key, until it is acknowledged. */
  async retryUnknown(): Promise<void> {
    await Promise.all(
      this.unknown.map((send) =>
        until(
          `the retry of ${send.key}`,
          async () => {
            send.outcome = await this.#recorder.send(send.person, send.body, send.key);
            if (send.outcome.kind === 'refused') throw new Error(`A retry was refused: ${send.outcome.codes.join()}`);
            return send.outcome.kind === 'acknowledged';
          },
          { pollMs: RETRY_MS },
        ),
      ),
    );
  }

  async #run(person: Person, name: string): Promise<void> {
    for (let index = 0; !this.#over; index += 1) {
      const key = `${name}-${index}`;
      const send: TrafficSend = { person, key, body: `${person.displayName} says ${key}`, outcome: undefined };
      this.sends.push(send);
      send.outcome = await this.#recorder.send(person, send.body, key);
      // A lane whose send was not answered waits for the retry, as a client does: its messages keep their order.
      if (send.outcome.kind !== 'acknowledged') return;
    }
  }
}
