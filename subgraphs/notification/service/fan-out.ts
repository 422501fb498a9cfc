import type { Clock } from '#platform/clock/clock.ts';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { Presence } from '#platform/presence/presence.ts';
import type { RoomReader } from '#platform/room-reader/room-reader.ts';
import type { PushQueue, PushTargetStore } from '../store/store.ts';
import type { MessageFact } from './message-facts.ts';

/** What is older than this when it is heard of is not pushed any more. */
export const PUSH_LIFE_MS = 24 * 3_600_000;
/** How many members of a room are looked at at once. */
const PAGE = 500;
/** How many may be in line, all messages together. Past it, messages wait in the event log, which holds them anyway. */
const MAX_IN_LINE = 100_000;
/** How long it is believed that there is room in the line, in messages. */
const LOOK_EVERY = 50;

/**
 * Puts each new message in line for those who may have to be told of it on a device: who is not there at once, who is there
 * after a delay, in which it may read the message. Whether it is told at all is decided when its time has come.
 */
export class FanOut {
  readonly #targets: PushTargetStore;
  readonly #pushes: PushQueue;
  readonly #rooms: RoomReader;
  readonly #presence: Presence;
  readonly #clock: Clock;
  readonly #delayMs: number;
  #untilNextLook = 0;

  /** @param dependencies.delayMs how long somebody who is there may take to read a message, in milliseconds */
  constructor(dependencies: {
    store: { readonly targets: PushTargetStore; readonly pushes: PushQueue };
    roomReader: RoomReader;
    presence: Presence;
    clock: Clock;
    delayMs: number;
  }) {
    this.#targets = dependencies.store.targets;
    this.#pushes = dependencies.store.pushes;
    this.#rooms = dependencies.roomReader;
    this.#presence = dependencies.presence;
    this.#clock = dependencies.clock;
    this.#delayMs = dependencies.delayMs;
  }

  /**
   * Takes a message that was sent. Repeating it changes nothing for those who are in line already.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when the line is full or somebody does not answer: do it again
   */
  async sent({ roomId, seq, actorId, at }: MessageFact): Promise<void> {
    if (at < this.#clock.now() - PUSH_LIFE_MS) return;
    await this.#requireRoom();
    const message = { roomId, seq, sentAt: at };
    for (let after: string | null = null; ; ) {
      const members: readonly string[] = await this.#rooms.members(roomId, after, PAGE);
      const others = members.filter((userId) => userId !== actorId);
      const reachable = others.length > 0 ? await this.#targets.reachable(others) : [];
      if (reachable.length > 0) {
        const states = await this.#presence.states(reachable);
        const now = this.#clock.now();
        const dueAt = (userId: string) => (states.get(userId)?.online ? now + this.#delayMs : now);
        await this.#pushes.add(
          message,
          reachable.map((userId) => ({ userId, dueAt: dueAt(userId) })),
        );
      }
      if (members.length < PAGE) return;
      after = members.at(-1) ?? null;
    }
  }

  async #requireRoom(): Promise<void> {
    if (this.#untilNextLook > 0) {
      this.#untilNextLook -= 1;
      return;
    }
    if ((await this.#pushes.size(MAX_IN_LINE)) >= MAX_IN_LINE) {
      throw serviceUnavailable('Too many pushes wait. Try again.');
    }
    this.#untilNextLook = LOOK_EVERY;
  }
}
