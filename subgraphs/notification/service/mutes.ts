import type { Clock } from '#platform/clock/clock.ts';
import { notFound } from '#platform/errors/errors.ts';
import { UserInputRejected, userError } from '#platform/errors/user-error.ts';
import type { RoomAccess } from '#platform/room-access/room-access.ts';
import type { MuteStore, RoomMute } from '../store/store.ts';
import type { NotificationErrorCode } from './user-errors.ts';

const LONGEST_MS = 10 * 366 * 24 * 3_600_000;

/** Which rooms people have muted. */
export class Mutes {
  readonly #store: MuteStore;
  readonly #roomAccess: RoomAccess;
  readonly #clock: Clock;

  constructor(dependencies: { store: { readonly mutes: MuteStore }; roomAccess: RoomAccess; clock: Clock }) {
    this.#store = dependencies.store.mutes;
    this.#roomAccess = dependencies.roomAccess;
    this.#clock = dependencies.clock;
  }

  /**
   * Mutes a room for a person.
   *
   * @param mute.until milliseconds since 1970; null for until it is taken back
   * @throws LynkError NOT_FOUND when the person is not a member
   * @throws UserInputRejected MUTE_UNTIL_INVALID
   */
  async mute(mute: Omit<RoomMute, 'since'>): Promise<void> {
    const since = this.#clock.now();
    if (mute.until !== null && (mute.until <= since || mute.until > since + LONGEST_MS)) {
      const message = 'Give a time in the next ten years, or none.';
      throw new UserInputRejected<NotificationErrorCode>([userError('MUTE_UNTIL_INVALID', message, 'until')]);
    }
    await this.#requireMember(mute);
    await this.#store.set({ ...mute, since });
  }

  /** Takes a mute back. @throws LynkError NOT_FOUND when the person is not a member */
  async unmute(userId: string, roomId: string): Promise<void> {
    await this.#requireMember({ userId, roomId });
    await this.#store.clear(userId, roomId);
  }

  /** How a person has muted rooms, in the order of the rooms; null for the ones that it has not. */
  async find(userId: string, roomIds: readonly string[]): Promise<readonly (RoomMute | null)[]> {
    const keys = roomIds.map((roomId) => ({ userId, roomId }));
    const mutes = await this.#store.at(this.#clock.now(), keys);
    const byRoom = new Map(mutes.map((mute) => [mute.roomId, mute]));
    return roomIds.map((roomId) => byRoom.get(roomId) ?? null);
  }

  async #requireMember({ userId, roomId }: { userId: string; roomId: string }): Promise<void> {
    const [access] = await this.#roomAccess.check([{ userId, roomId }]);
    if (!access?.membership) throw notFound('There is no such room, or you are not a member of it.');
  }
}
