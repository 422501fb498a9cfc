import type { Clock } from '#platform/clock/clock.ts';
import type { MembershipRole } from '#platform/room-access/room-access.ts';
import type { RoomTimeline } from '#platform/room-timeline/room-timeline.ts';
import { type Announcement, announce } from '../events.ts';
import type { LockedRoom, MembershipState, Room, RoomChange, RoomStore } from '../store/store.ts';
import { roomNotFound } from './rights.ts';
import type { RoomNames } from './room-names.ts';

/** What happens to one person's place in a room, or to the room itself. */
export type Alteration =
  | { readonly type: 'join'; readonly userId: string; readonly role: MembershipRole }
  | { readonly type: 'leave'; readonly userId: string }
  | { readonly type: 'role'; readonly userId: string; readonly role: MembershipRole }
  | { readonly type: 'picture'; readonly pictureId: string | null };

/** Who changes which room. */
export interface Change {
  readonly roomId: string;
  readonly actorId: string;
  /** People beside the actor that the decision is about. */
  readonly userIds?: readonly string[];
}

/**
 * Writes changes of rooms in two steps: first the change with its outbox records in one transaction, then its place in the
 * room's sequence, with the same keys. When the second fails, the change stands, the caller hears SERVICE_UNAVAILABLE,
 * and the message subgraph completes it from the event log.
 */
export class RoomWriter {
  readonly #store: RoomStore;
  readonly #roomTimeline: RoomTimeline;
  readonly #names: Pick<RoomNames, 'note'>;
  readonly #clock: Clock;

  constructor(options: {
    store: RoomStore;
    roomTimeline: RoomTimeline;
    names: Pick<RoomNames, 'note'>;
    clock: Clock;
  }) {
    this.#store = options.store;
    this.#roomTimeline = options.roomTimeline;
    this.#names = options.names;
    this.#clock = options.clock;
  }

  /**
   * Makes a room. Its first event says so.
   *
   * @param members its first members; the actor is one of them
   * @returns the room with its members; null when there is one with this ID already
   * @throws LynkError SERVICE_UNAVAILABLE when the store or the room's sequence does not answer
   */
  async create(
    room: Omit<Room, 'memberCount' | 'createdAt'>,
    actorId: string,
    members: readonly { userId: string; role: MembershipRole }[],
  ): Promise<Room | null> {
    const now = this.#clock.now();
    const made = { ...room, createdAt: now, memberCount: members.length };
    const joins = members.map((member) => ({ type: 'join', ...member }) as const);
    const { change, announcements } = alter({ room: made, memberships: new Map() }, actorId, joins, now);
    const all = [announce(room.id, actorId, { type: 'room.created' }, now), ...announcements];
    if (!(await this.#store.create(made, { ...change, events: all.map(({ record }) => record) }))) return null;
    await this.#tell(made, all);
    return made;
  }

  /**
   * Changes a room, or who is in it.
   *
   * @param decide sees the room while nobody else changes it; returns what happens, or throws why nothing does
   * @returns the room as it is afterwards
   * @throws LynkError NOT_FOUND when there is no such room; SERVICE_UNAVAILABLE as {@link RoomWriter.create}
   */
  async change(
    { roomId, actorId, userIds = [] }: Change,
    decide: (locked: LockedRoom) => readonly Alteration[],
  ): Promise<LockedRoom> {
    const now = this.#clock.now();
    let told: readonly Announcement[] = [];
    const changed = await this.#store.change(roomId, [...new Set([actorId, ...userIds])], (locked) => {
      const { change, announcements } = alter(locked, actorId, decide(locked), now);
      told = announcements;
      return change;
    });
    if (!changed) throw roomNotFound();
    await this.#tell(changed.room, told);
    return changed;
  }

  async #tell(room: Room, announcements: readonly Announcement[]): Promise<void> {
    if (announcements.length === 0) return;
    await Promise.all([
      this.#names.note(room),
      this.#roomTimeline.append(
        room.id,
        announcements.map(({ entry }) => entry),
      ),
    ]);
  }
}

/**
 * The new states of memberships, each with its next version, the new picture, and what is told of them. One alteration a
 * person, and one of the picture.
 */
function alter(
  { room, memberships: known }: Pick<LockedRoom, 'room' | 'memberships'>,
  actorId: string,
  alterations: readonly Alteration[],
  now: number,
): { change: RoomChange; announcements: Announcement[] } {
  const roomId = room.id;
  let { pictureId } = room;
  const memberships: MembershipState[] = [];
  const announcements: Announcement[] = [];
  for (const alteration of alterations) {
    if (alteration.type === 'picture') {
      const fact = { type: 'room.changed', pictureId: alteration.pictureId, replacedPictureId: pictureId } as const;
      announcements.push(announce(roomId, actorId, fact, now));
      pictureId = alteration.pictureId;
      continue;
    }
    const { userId } = alteration;
    const before = known.get(userId);
    const version = (before?.version ?? 0) + 1;
    const role = alteration.type === 'leave' ? (before?.role ?? 'MEMBER') : alteration.role;
    const joinedAt = alteration.type === 'join' ? now : (before?.joinedAt ?? now);
    memberships.push({ roomId, userId, role, joinedAt, version, active: alteration.type !== 'leave' });
    const fact =
      alteration.type === 'leave'
        ? ({ type: 'member.left', userId, version } as const)
        : ({
            type: alteration.type === 'join' ? 'member.joined' : 'member.role_changed',
            userId,
            role,
            version,
          } as const);
    announcements.push(announce(roomId, actorId, fact, now));
  }
  return { change: { memberships, pictureId, events: announcements.map(({ record }) => record) }, announcements };
}
