import { LynkError } from '#platform/errors/errors.ts';
import type { Random } from '../contract/random.ts';
import { event, message } from '../contract/subject.ts';
import { type AppendResult, EpochMoved, type NewRoomEvent } from '../room-log.ts';
import type { MessageStore } from '../store.ts';
import type { Attempt, Observed } from './record.ts';
import type { Scheduler } from './scheduler.ts';

/** What the programs of a schedule work with. */
export interface World {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly observed: Observed;
  /** Who may write, as the owner of the room has committed it: the truth that the log follows. */
  readonly allowed: Set<string>;
  /** The processes that live; there is always at least one. */
  readonly stores: () => readonly MessageStore[];
}

const TOPIC = 'room.message';
/** In how many of 100 cases a program does what is listed. */
const CHANCE = { sameProcess: 70, twiceAtOnce: 25, askAgain: 25, keepPermission: 60, change: 40 };

/** What one try came to. `unknown`: nobody can say whether it was appended. `fault`: what a log never answers. */
type Answer = AppendResult | EpochMoved | 'unknown' | 'fault';

/** Tries once to append and writes down what came of it. */
async function attempt(world: World, store: MessageStore, next: NewRoomEvent): Promise<Answer> {
  const { observed, scheduler } = world;
  const entry: Attempt = { event: next, begun: scheduler.now, answered: null, result: null };
  observed.attempts.push(entry);
  try {
    entry.result = await store.log.append(observed.roomId, next);
    return entry.result;
  } catch (error) {
    if (error instanceof EpochMoved) return error;
    if (error instanceof LynkError && error.code === 'SERVICE_UNAVAILABLE') return 'unknown';
    observed.faults.push(`append rejected with ${error instanceof Error ? error.message : error}`);
    return 'fault';
  } finally {
    entry.answered = scheduler.now;
  }
}

/** A person who writes, edits and deletes, and tries again with the same key until it is told what became of it. */
export class Writer {
  readonly #world: World;
  readonly #userId: string;
  readonly #name: string;
  readonly #home: number;
  readonly #sent: number[] = [];
  /** What was found out about the right to write, kept as a cache would. */
  #permission: { readonly allowed: boolean; readonly epoch: number } | null = null;

  constructor(world: World, options: { userId: string; name: string; home: number }) {
    this.#world = world;
    this.#userId = options.userId;
    this.#name = options.name;
    this.#home = options.home;
  }

  /** Writes some events, one after the other, two of them at once now and then. */
  async run(count: number): Promise<void> {
    const { random, scheduler } = this.#world;
    for (let n = 1; n <= count; n++) {
      await scheduler.point(`${this.#name}: next`);
      const first = this.#someEvent(n);
      const rest = random.chance(CHANCE.twiceAtOnce) ? [random.chance(50) ? first : this.#someEvent(n + 100)] : [];
      await Promise.all([first, ...rest].map((next, index) => this.#untilSettled(next, `${n}.${index}`)));
    }
  }

  async #untilSettled(next: Omit<NewRoomEvent, 'allowedAtEpoch'>, label: string): Promise<void> {
    const { random, scheduler } = this.#world;
    for (;;) {
      await scheduler.point(`${this.#name}: write ${label}`);
      const store = this.#someStore();
      const permission = await this.#permissionFrom(store);
      if (permission === 'unknown') continue;
      if (!permission.allowed) return;
      const result = await attempt(this.#world, store, { ...next, allowedAtEpoch: permission.epoch });
      if (result === 'fault') return;
      if (result === 'unknown') continue;
      if (result instanceof EpochMoved) {
        this.#permission = null;
        continue;
      }
      if (result.outcome !== 'superseded' && next.body.type === 'message.sent') this.#sent.push(result.seq);
      if (!random.chance(CHANCE.askAgain)) return;
    }
  }

  /** The epoch is read before the permission: so a removal in between makes the epoch an old one. */
  async #permissionFrom(store: MessageStore): Promise<{ allowed: boolean; epoch: number } | 'unknown'> {
    const { observed, random, scheduler, allowed } = this.#world;
    if (this.#permission && random.chance(CHANCE.keepPermission)) return this.#permission;
    try {
      const heads = await store.log.heads([observed.roomId]);
      await scheduler.point(`${this.#name}: ask for permission`);
      this.#permission = {
        epoch: heads.get(observed.roomId)?.accessEpoch ?? 0,
        allowed: allowed.has(this.#userId),
      };
      return this.#permission;
    } catch {
      return 'unknown';
    }
  }

  #someStore(): MessageStore {
    const { random, stores } = this.#world;
    const living = stores();
    const home = living[this.#home % living.length] as MessageStore;
    return random.chance(CHANCE.sameProcess) ? home : random.pick(living);
  }

  #someEvent(n: number): NewRoomEvent {
    const { random } = this.#world;
    const body = `${this.#name} ${n}`;
    if (this.#sent.length === 0 || !random.chance(CHANCE.change)) return message(this.#userId, body, { topic: TOPIC });
    const messageSeq = random.pick(this.#sent);
    const edited = { type: 'message.edited', messageSeq, body } as const;
    const change = random.chance(60) ? edited : ({ type: 'message.deleted', messageSeq } as const);
    return event(this.#userId, change, { topic: TOPIC });
  }
}

/**
 * The owner of the room: takes a person's right to write away and may give it back. It commits that, then appends it
 * until it is told that it stands; a consumer of its outbox appends the same again, late.
 */
export async function ownRoom(world: World, ownerId: string, userId: string): Promise<void> {
  const { allowed, random, scheduler } = world;
  const deliver = async (change: NewRoomEvent, by: string) => {
    let answer: Answer;
    do {
      await scheduler.point(by);
      answer = await attempt(world, random.pick(world.stores()), change);
    } while (answer === 'unknown');
  };
  await scheduler.point('owner: remove');
  allowed.delete(userId);
  const removal = event(ownerId, { type: 'member.left', userId, version: 2 }, { topic: TOPIC });
  await deliver(removal, 'owner: append the removal');
  const again = deliver(removal, 'consumer: append the removal again');
  if (random.chance(50)) {
    await scheduler.point('owner: add again');
    allowed.add(userId);
    world.observed.returned.set(userId, scheduler.now);
    const back = { type: 'member.joined', userId, role: 'MEMBER', version: 3 } as const;
    await deliver(event(ownerId, back, { topic: TOPIC }), 'owner: append the return');
  }
  await again;
}

/** A person who comes and goes so fast that the changes overtake each other on their way to the log. */
export async function comeAndGo(world: World, userId: string): Promise<void> {
  const { random, scheduler } = world;
  const joined = (version: number) => event(userId, { type: 'member.joined', userId, role: 'MEMBER', version });
  const changes = [joined(1), event(userId, { type: 'member.left', userId, version: 2 }), joined(3)];
  await Promise.all(
    changes.map(async (change, index) => {
      let answer: Answer;
      do {
        await scheduler.point(`passer-by: append change ${index + 1}`);
        answer = await attempt(world, random.pick(world.stores()), { ...change, topic: TOPIC });
      } while (answer === 'unknown');
    }),
  );
}

/** Follows the log from its start, a few events at a time. */
export async function follow(world: World, reader: string, times: number): Promise<void> {
  const { observed, random, scheduler } = world;
  let after = 0;
  for (let n = 1; n <= times; n++) {
    await scheduler.point(`${reader}: read on`);
    const store = random.pick(world.stores());
    const answer = await store.log.read(observed.roomId, { after, limit: 1 + random.below(4) }).catch(() => null);
    if (!answer) continue;
    observed.readings.push({ reader, after, ...answer });
    after = answer.events.at(-1)?.seq ?? after;
  }
}

/** Copies the outbox: announces, then removes; now and then it dies in between and announces again. */
export async function sweep(world: World, times: number): Promise<void> {
  const { observed, random, scheduler } = world;
  for (let n = 1; n <= times; n++) {
    await scheduler.point('sweeper: next');
    const { outbox } = random.pick(world.stores());
    try {
      const records = await outbox.pending(1 + random.below(4));
      observed.announced.push(...records);
      await scheduler.point('sweeper: announced');
      if (random.chance(80)) await outbox.remove(records.map(({ id }) => id));
    } catch {
      // The process that it worked in is gone; the next one goes on.
    }
  }
}
