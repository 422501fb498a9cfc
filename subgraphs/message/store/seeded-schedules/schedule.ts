import { randomUUID } from 'node:crypto';
import type { Clock } from '#platform/clock/clock.ts';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import { Random } from '../contract/random.ts';
import { appendAll, event, joined, TestClock } from '../contract/subject.ts';
import type { RoomLog } from '../room-log.ts';
import type { MessageStore } from '../store.ts';
import { brokenInvariants } from './invariants.ts';
import { comeAndGo, follow, ownRoom, sweep, type World, Writer } from './people.ts';
import type { Observed } from './record.ts';
import { type BackendWatch, Scheduler } from './scheduler.ts';

/** A rule that is taken away, to see whether anybody notices. */
export interface Sabotage {
  /** Changes statements on their way to the server. */
  readonly rewrite?: (text: string) => string;
  /** Puts something in front of a process's log. */
  readonly wrapLog?: (log: RoomLog) => RoomLog;
}

/** How a schedule went. */
export interface ScheduleResult {
  readonly seed: number;
  /** The steps in their order; the same for the same seed. */
  readonly trace: readonly string[];
  /** What must never happen and did; empty when all is well. */
  readonly broken: readonly string[];
}

/** How often the world goes wrong, in percent; and how long a schedule is. */
const WORLD = { cutPercent: 2, lostAnswerPercent: 8, crashPercent: 60, giveUpPercent: 30, events: 3, rounds: 8 };

/** A process: the store that it works with. */
export interface Process {
  readonly store: MessageStore;
  /** Whether it has died. */
  readonly dead: boolean;
  /** It dies: returns the backends whose connections break with it. */
  die(): readonly number[];
}

/** What a process of a schedule is made with. */
export interface ProcessOptions {
  /** Begins the names of its scheduling points. */
  readonly name: string;
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  /** In how many of 100 commits the answer is lost. */
  readonly lostAnswerPercent: number;
  readonly rewrite: (text: string) => string;
  /** Waits before another try; when it rejects, the store gives up. */
  readonly pause: () => Promise<void>;
}

/** The server on which schedules run. All of them share its connections and tables; each has a room of its own. */
export interface Stage {
  readonly watch: BackendWatch;
  /** A store without scheduling points. */
  plain(clock: Clock): MessageStore;
  start(options: ProcessOptions): Process;
  close(): Promise<void>;
}

/** How far the clock goes on at the end: who has not been heard of since is dead. */
const LONG_AFTER_MS = 120_000;

/** Runs schedules over a real server. */
export class Schedules {
  readonly #stage: Stage;

  /** @param stage nobody else may write there meanwhile */
  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Runs the schedule of a seed and says what it broke. */
  async run(seed: number, sabotage: Sabotage = {}): Promise<ScheduleResult> {
    const random = new Random(seed);
    const { watch } = this.#stage;
    const scheduler = new Scheduler(random, watch, { cutPercent: WORLD.cutPercent });
    const observed: Observed = {
      roomId: randomUUID(),
      attempts: [],
      readings: [],
      returned: new Map(),
      announced: [],
      faults: [],
    };
    const clock = new TestClock();
    const open = (name: string) => this.#open(name, { random, scheduler, clock, sabotage });
    const processes = [open('process 1'), open('process 2')];
    const [owner, alice, bob] = [randomUUID(), randomUUID(), randomUUID()];

    const plain = this.#stage.plain(clock);
    await appendAll(plain.log, observed.roomId, [
      event(owner, { type: 'room.created' }),
      joined(alice, 1),
      joined(bob, 1),
    ]);
    const world: World = {
      scheduler,
      random,
      observed,
      allowed: new Set([owner, alice, bob]),
      stores: () => processes.map(({ store }) => store),
    };
    const crash = async () => {
      await scheduler.point('a process dies');
      const index = random.below(processes.length);
      const flight = scheduler.takeOff();
      const backends = processes[index]?.die() ?? [];
      processes[index] = open(`process ${index + 1} anew`);
      for (const pid of backends) await watch.cut(pid);
      scheduler.locksReleased();
      flight.land();
    };
    const clockTurns = async () => {
      for (let n = 0; n < WORLD.rounds; n++) {
        await scheduler.point('the clock turns');
        clock.time += random.below(5) - 2;
      }
    };
    const programs = [
      new Writer(world, { userId: alice, name: 'alice', home: 0 }).run(WORLD.events),
      new Writer(world, { userId: bob, name: 'bob', home: 1 }).run(WORLD.events),
      ownRoom(world, owner, bob),
      comeAndGo(world, randomUUID()),
      follow(world, 'reader', WORLD.rounds),
      sweep(world, WORLD.rounds),
      clockTurns(),
      ...(random.chance(WORLD.crashPercent) ? [crash()] : []),
    ];
    const broken: string[] = [];
    try {
      await Promise.all([scheduler.run(), Promise.all(programs)]);
      clock.time += LONG_AFTER_MS;
      await drain(plain, observed);
      broken.push(...(await brokenInvariants(plain, observed)));
    } catch (error) {
      broken.push(`the schedule ended with ${error instanceof Error ? error.stack : error}`);
    }
    return { seed, trace: scheduler.trace, broken };
  }

  /** Closes the connections. */
  async close(): Promise<void> {
    await this.#stage.close();
  }

  #open(
    name: string,
    {
      random,
      scheduler,
      clock,
      sabotage,
    }: { random: Random; scheduler: Scheduler; clock: TestClock; sabotage: Sabotage },
  ): Process {
    const { rewrite = (text) => text, wrapLog = (log) => log } = sabotage;
    const pause = async () => {
      await scheduler.point(`${name}: pause before another try`);
      if (process.dead || random.chance(WORLD.giveUpPercent)) throw serviceUnavailable('It takes too long.');
    };
    const { lostAnswerPercent } = WORLD;
    const process = this.#stage.start({ name, random, scheduler, clock, lostAnswerPercent, rewrite, pause });
    return {
      store: wrapLogOf(process.store, wrapLog),
      get dead() {
        return process.dead;
      },
      die: () => process.die(),
    };
  }
}

function wrapLogOf(store: MessageStore, wrapLog: (log: RoomLog) => RoomLog): MessageStore {
  const log = wrapLog(store.log);
  return new Proxy<MessageStore>(store, {
    get: (target, property) => {
      if (property === 'log') return log;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** What the reader of the outbox does once everything is quiet. */
async function drain(store: MessageStore, observed: Observed): Promise<void> {
  for (;;) {
    const records = await store.outbox.pending(100);
    if (records.length === 0) return;
    observed.announced.push(...records);
    await store.outbox.remove(records.map(({ id }) => id));
  }
}
