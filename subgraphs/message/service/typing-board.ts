import type { Clock } from '#platform/clock/clock.ts';
import { BoundedMap } from './bounded-map.ts';
import type { TypingNotice } from './notices.ts';

const ROOMS = 5_000;
const PEOPLE = 50;

/** Who is typing where, as far as this process has heard: for those who begin to watch. */
export class TypingBoard {
  readonly #clock: Clock;
  /** Room → person → when to forget it, in milliseconds since 1970. */
  readonly #rooms = new BoundedMap<string, BoundedMap<string, number>>(ROOMS);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Remembers what was told. */
  note(roomId: string, { userId, isTyping, expiresAt }: TypingNotice): void {
    const people = this.#rooms.get(roomId) ?? new BoundedMap<string, number>(PEOPLE);
    if (isTyping) people.set(userId, expiresAt);
    else people.delete(userId);
    if (people.size > 0) this.#rooms.set(roomId, people);
    else this.#rooms.delete(roomId);
  }

  /** Who is typing in a room now. */
  typists(roomId: string): readonly TypingNotice[] {
    const now = this.#clock.now();
    const people = this.#rooms.get(roomId);
    return people
      ? [...people.entries()]
          .filter(([, expiresAt]) => expiresAt > now)
          .map(([userId, expiresAt]) => ({ kind: 'typing', userId, isTyping: true, expiresAt }))
      : [];
  }
}
