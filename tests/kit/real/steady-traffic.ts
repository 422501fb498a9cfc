import { setTimeout as sleep } from 'node:timers/promises';
import { Unanswered, UnexpectedAnswer } from '../client.ts';
import type { LiveAddress } from '../live.ts';
import type { Person } from '../people.ts';
import type { Recorder } from '../recorder.ts';
import type { RoomWatch } from '../room-watch.ts';
import { until } from '../until.ts';

/** What each person waits between two messages, in milliseconds. */
const PAUSE_MS = 60;
const RETRY_MS = 250;
const READ_EVERY_MS = 700;
/** A server may take so long to come back, and what waited for it to be done. */
const RECOVERY_MS = 120_000;

/**
 * People who write, watch and read in one room while things break, as clients do: what is not answered is tried again with its
 * own key until it is acknowledged, a subscription that ends is resumed after its last cursor. What they are told beside
 * "not now" is written down: a client would give up.
 */
export class SteadyTraffic {
  readonly recorder: Recorder;
  readonly watches: RoomWatch[] = [];
  /** What was refused for good: it must be nothing. */
  readonly refusals: string[] = [];
  /** Messages that are acknowledged. */
  acknowledged = 0;
  /** Tries that were not, and were made again. */
  retries = 0;
  /** Subscriptions that were resumed. */
  resumes = 0;
  readonly #gateways: readonly LiveAddress[];
  readonly #people: readonly Person[];
  readonly #pauseMs: number;
  #isWriting = true;
  #isOver = false;
  readonly #lanes: Promise<void>[];
  #others: Promise<void>[] = [];

  private constructor(
    recorder: Recorder,
    gateways: readonly LiveAddress[],
    people: readonly Person[],
    pauseMs: number,
  ) {
    this.recorder = recorder;
    this.#gateways = gateways;
    this.#people = people;
    this.#pauseMs = pauseMs;
    this.#lanes = people.map((person) => this.#write(person));
  }

  /**
   * Begins: everybody writes, and watches through each of the gateways; the first one reads.
   *
   * @param pauseMs what each person waits between two messages
   */
  static async start(
    recorder: Recorder,
    gateways: readonly LiveAddress[],
    people: readonly Person[],
    pauseMs = PAUSE_MS,
  ): Promise<SteadyTraffic> {
    const watches: RoomWatch[] = [];
    for (const [index, person] of people.entries()) {
      const lynk = gateways[index % gateways.length];
      watches.push(await recorder.watch(person, { ...(lynk && { lynk }), kind: index % 3 === 2 ? 'own' : 'shared' }));
    }
    const traffic = new SteadyTraffic(recorder, gateways, people, pauseMs);
    traffic.watches.push(...watches);
    traffic.#others = [...watches.map((watch, index) => traffic.#keep(watch, index)), traffic.#read(people[0])];
    return traffic;
  }

  /** Waits until so many more messages are acknowledged. */
  async goesOn(more = 10): Promise<void> {
    const goal = this.acknowledged + more;
    await until(`${more} more acknowledged messages`, () => this.acknowledged >= goal || this.refusals.length > 0, {
      deadlineMs: RECOVERY_MS,
    });
    if (this.refusals.length > 0) throw new Error(this.refusals.join('\n'));
  }

  /** Ends it when everything that was begun is acknowledged, and everybody has seen all of it. */
  async settle(): Promise<void> {
    this.#isWriting = false;
    await Promise.all(this.#lanes);
    const last = await until('the last message', async () => {
      const outcome = await this.recorder.send(this.#people[0] as Person, 'the end', 'the end');
      return outcome.kind === 'acknowledged' && outcome;
    });
    for (const watch of this.watches) await watch.untilSent(last.messageId);
    await this.end();
  }

  /** Ends it as it is. */
  async end(): Promise<void> {
    this.#isWriting = false;
    this.#isOver = true;
    await Promise.all([...this.#lanes, ...this.#others]);
    await Promise.all(this.watches.map((watch) => watch.close()));
  }

  async #write(person: Person): Promise<void> {
    for (let index = 0; this.#isWriting; index += 1) {
      const key = `${index}`;
      for (const deadline = performance.now() + RECOVERY_MS; ; ) {
        const outcome = await this.recorder.send(person, `${person.displayName} says ${key}`, key);
        if (outcome.kind === 'acknowledged') break;
        const isLate = performance.now() > deadline;
        if (outcome.kind === 'refused' || isLate) {
          this.refusals.push(`${key}: ${outcome.kind === 'refused' ? outcome.codes.join() : 'never answered'}`);
          return;
        }
        if (this.#isOver) return;
        this.retries += 1;
        await sleep(RETRY_MS);
      }
      this.acknowledged += 1;
      await sleep(this.#pauseMs);
    }
  }

  /** Resumes a subscription whenever it ends, at the next gateway. */
  async #keep(watch: RoomWatch, start: number): Promise<void> {
    for (let turn = start; !this.#isOver; ) {
      await sleep(RETRY_MS);
      const { state } = watch;
      if (state.kind === 'open' || this.#isOver) continue;
      if (state.kind === 'complete' || (state.kind === 'failed' && !isNotNow(state.codes))) {
        this.refusals.push(`watching: ${JSON.stringify(state)}`);
        return;
      }
      turn += 1;
      this.resumes += 1;
      watch.resume(this.#gateways[turn % this.#gateways.length]);
    }
  }

  async #read(person: Person | undefined): Promise<void> {
    while (person && !this.#isOver) {
      await sleep(READ_EVERY_MS);
      await this.recorder.read(person).catch((error: unknown) => {
        if (error instanceof Unanswered) return;
        if (!(error instanceof UnexpectedAnswer)) throw error;
        const codes = [...error.message.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code ?? '');
        if (!isNotNow(codes)) this.refusals.push(`reading: ${error.message.slice(0, 500)}`);
      });
    }
  }
}

const isNotNow = (codes: readonly string[]) =>
  codes.length > 0 && codes.every((code) => code === 'SERVICE_UNAVAILABLE');
