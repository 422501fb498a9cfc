import type { Clock } from '#platform/clock/clock.ts';
import { rateLimited } from '#platform/errors/errors.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { type PubSub, roomChannel } from '#platform/pubsub/pubsub.ts';
import { type RoomPermissions, roomMissing } from './access.ts';
import { BoundedMap } from './bounded-map.ts';
import { type TypingNotice, toNotice } from './notices.ts';
import type { TypingBoard } from './typing-board.ts';

/** After this it is forgotten that somebody types, in milliseconds. */
const LIFE_MS = 6_000;
/** The same once more within this time is told to nobody. */
const REPEAT_MS = 1_000;
/** How often one person is told about in one room: this many times in this many milliseconds. */
const MAX_TOLD = 20;
const WINDOW_MS = 10_000;
const REMEMBERED = 50_000;

interface Told {
  readonly isTyping: boolean;
  readonly at: number;
  readonly windowBegan: number;
  readonly inWindow: number;
}

/** Tells the others in a room who is typing. */
export class Typing {
  readonly #permissions: RoomPermissions;
  readonly #pubsub: PubSub;
  readonly #board: TypingBoard;
  readonly #clock: Clock;
  /** Room and person → what was last told. */
  readonly #told = new BoundedMap<string, Told>(REMEMBERED);

  constructor(dependencies: { permissions: RoomPermissions; pubsub: PubSub; typing: TypingBoard; clock: Clock }) {
    this.#permissions = dependencies.permissions;
    this.#pubsub = dependencies.pubsub;
    this.#board = dependencies.typing;
    this.#clock = dependencies.clock;
  }

  /**
   * Says whether a person is typing in a room.
   *
   * @throws LynkError NOT_FOUND or FORBIDDEN when it may not write there; RATE_LIMITED; SERVICE_UNAVAILABLE
   */
  async set(viewer: UserIdentity, roomId: string, isTyping: boolean): Promise<void> {
    await this.#permissions.requireWriter(viewer.userId, roomId, roomMissing);
    const key = `${roomId} ${viewer.userId}`;
    const now = this.#clock.now();
    const last = this.#told.get(key);
    if (last?.isTyping === isTyping && now - last.at < REPEAT_MS) return;
    this.#told.set(key, nextTold(last, isTyping, now));
    const notice: TypingNotice = { kind: 'typing', userId: viewer.userId, isTyping, expiresAt: now + LIFE_MS };
    this.#board.note(roomId, notice);
    await this.#pubsub.publish(roomChannel(roomId), toNotice(notice));
  }
}

function nextTold(last: Told | undefined, isTyping: boolean, now: number): Told {
  if (!last || now - last.windowBegan >= WINDOW_MS) return { isTyping, at: now, windowBegan: now, inWindow: 1 };
  if (last.inWindow >= MAX_TOLD) throw rateLimited(last.windowBegan + WINDOW_MS - now);
  return { isTyping, at: now, windowBegan: last.windowBegan, inWindow: last.inWindow + 1 };
}
