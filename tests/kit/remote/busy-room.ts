import { expect } from 'vitest';
import { UnexpectedAnswer } from '../client.ts';
import { HISTORY } from '../operations/message.ts';
import { liveCursor, makeRoom, type Person, registerAll } from '../people.ts';
import { Recorder } from '../recorder.ts';
import type { RoomWatch } from '../room-watch.ts';
import { Traffic } from '../traffic.ts';
import { until } from '../until.ts';
import type { RemoteGateway } from './remote-lynk.ts';

const LANES = 2;
const RETRY_MS = 200;
const ACKNOWLEDGED_MEANWHILE = 5;

/** A room in which three people talk all the time, and watch over every gateway. All that they observe is recorded. */
export class BusyRoom {
  readonly people: readonly Person[];
  readonly recorder: Recorder;
  readonly watches: RoomWatch[] = [];
  /** Who talks. */
  talkers: readonly Person[];
  #traffic: Traffic | undefined;
  #rounds = 0;

  private constructor(people: readonly Person[], recorder: Recorder) {
    this.people = people;
    this.talkers = people;
    this.recorder = recorder;
  }

  /** Makes one. The people talk over the first gateway. */
  static async open(gateways: readonly RemoteGateway[]): Promise<BusyRoom> {
    const [first] = gateways;
    if (!first) throw new Error('There is no gateway.');
    const { people, roomId } = await until('a room', () => newRoom(first.url), { pollMs: RETRY_MS });
    const room = new BusyRoom(people, new Recorder(first, roomId));
    for (const gateway of gateways) {
      for (const person of room.people) room.watches.push(await room.recorder.watch(person, { lynk: gateway }));
    }
    await room.untilAllSee('the beginning');
    return room;
  }

  /** The first of the people, who may do everything. */
  get owner(): Person {
    const [owner] = this.people;
    if (!owner) throw new Error('There is nobody.');
    return owner;
  }

  /** Lets the people talk while something happens; afterwards everything that was said is acknowledged. */
  async during(happens: () => Promise<void>): Promise<void> {
    this.#rounds += 1;
    // A send that a breaker refuses ends its lane: there would be no talk.
    await this.#untilWhole();
    const traffic = new Traffic(this.recorder, this.talkers, { lanes: LANES, name: `round ${this.#rounds}` });
    this.#traffic = traffic;
    await until('acknowledged sends', () => traffic.acknowledged > ACKNOWLEDGED_MEANWHILE);
    await happens();
    await traffic.stop();
    expect(traffic.sends.filter(({ outcome }) => outcome?.kind === 'refused')).toEqual([]);
    await traffic.retryUnknown();
  }

  /** How much of the newest traffic is acknowledged. */
  get acknowledged(): number {
    return this.#traffic?.acknowledged ?? 0;
  }

  /** Says something, and waits until everybody who watches has seen it. */
  async untilAllSee(body: string): Promise<void> {
    const last = await until(
      body,
      async () => {
        const outcome = await this.recorder.send(this.owner, body, body);
        return outcome.kind === 'acknowledged' && outcome;
      },
      { pollMs: RETRY_MS },
    );
    for (const watching of this.watches) {
      if (watching.state.kind === 'open') await watching.untilSent(last.messageId);
    }
  }

  /** Those who watch as somebody. */
  watchesOf(person: Person): RoomWatch[] {
    return this.watches.filter(({ viewer }) => viewer.id === person.id);
  }

  /** Expects that everybody has seen everything, that nobody had to come back, and that nothing forbidden has happened. */
  async expectFlawless(): Promise<void> {
    for (const { state } of this.watches) expect(state).toEqual({ kind: 'open' });
    await this.untilAllSee('the end');
    for (const { state } of this.watches) expect(state).toEqual({ kind: 'open' });
    await this.#untilWhole();
    expect(await this.recorder.violations(...this.people)).toEqual([]);
  }

  /** A circuit breaker that has opened meanwhile leaves holes in what is read, until it lets a trial through. */
  async #untilWhole(): Promise<void> {
    const { roomId } = this.recorder;
    const isWhole = async () => (await this.owner.client.ask(HISTORY, { roomId, last: 1 })).errors.length === 0;
    await until('a history without holes', isWhole, { pollMs: RETRY_MS });
  }

  /** Stops watching. */
  async close(): Promise<void> {
    for (const watching of this.watches) await watching.close();
  }
}

/** People and their room; null when a circuit breaker, still open from before, leaves a hole in an answer. */
async function newRoom(url: string): Promise<{ people: readonly Person[]; roomId: string } | null> {
  try {
    const [owner, ...others] = await registerAll(url, 'Ann', 'Ben', 'Cleo');
    const roomId = await makeRoom(owner, others);
    await liveCursor(owner, roomId);
    return { people: [owner, ...others], roomId };
  } catch (error) {
    if (error instanceof UnexpectedAnswer) return null;
    throw error;
  }
}
