import { randomUUID } from 'node:crypto';
import { directRoomId } from '#platform/ids/ids.ts';
import { FILTERS_CHANGED_CHANNEL, type PubSub } from '#platform/pubsub/pubsub.ts';
import type { Access, MembershipRole, RoomAccess } from '#platform/room-access/room-access.ts';
import type { RoomTimeline, TimelineChange } from '#platform/room-timeline/room-timeline.ts';
import type { Validation } from '#platform/validation/validation.ts';

interface KnownRoom {
  readonly pair: readonly [string, string] | null;
  /** person → role */
  readonly members: Map<string, MembershipRole>;
  /** person → version of its membership */
  readonly versions: Map<string, number>;
}

/**
 * The rooms and people that a message subgraph under test has for neighbours: who is a member and who has blocked whom,
 * changed in the order in which their owners do it, the fact first and the room's timeline after it.
 */
export class Neighbours implements RoomAccess, Validation {
  readonly rooms = new Map<string, KnownRoom>();
  /** `blocker blocked` */
  readonly blocks = new Set<string>();
  timeline: RoomTimeline | undefined;
  /** Called before each answer of `check`. */
  beforeCheck: () => Promise<void> = async () => undefined;
  checks = 0;

  constructor(readonly pubsub: PubSub) {}

  /** Makes a GROUP room. @returns its UUID */
  async makeRoom(owner: string, ...members: string[]): Promise<string> {
    const roomId = randomUUID();
    await this.#make(roomId, null, owner);
    await this.#change(roomId, owner, owner, 'OWNER');
    for (const member of members) await this.#change(roomId, owner, member, 'MEMBER');
    return roomId;
  }

  /** Opens the DIRECT room of two people. @returns its UUID */
  async openDirectRoom(userId: string, otherId: string): Promise<string> {
    const roomId = directRoomId(userId, otherId);
    await this.#make(roomId, [userId, otherId], userId);
    for (const member of [userId, otherId]) await this.#change(roomId, userId, member, 'MEMBER');
    return roomId;
  }

  /** Lets somebody in, or gives it another role. */
  add(roomId: string, userId: string, role: MembershipRole = 'MEMBER', actorId = userId): Promise<void> {
    return this.#change(roomId, actorId, userId, role);
  }

  /** Ends a membership. */
  remove(roomId: string, userId: string, actorId = userId): Promise<void> {
    return this.#change(roomId, actorId, userId, null);
  }

  /** Blocks somebody, or no longer does. */
  async block(userId: string, otherId: string, isBlocked = true): Promise<void> {
    if (isBlocked) this.blocks.add(`${userId} ${otherId}`);
    else this.blocks.delete(`${userId} ${otherId}`);
    const change: TimelineChange = { type: 'access.changed', actorId: userId };
    const roomId = directRoomId(userId, otherId);
    if (isBlocked) await this.timeline?.append(roomId, [{ eventId: randomUUID(), change }]);
    await this.pubsub.publish(FILTERS_CHANGED_CHANNEL, { userIds: [userId, otherId] });
  }

  async check(requests: readonly { roomId: string; userId: string }[]): Promise<readonly Access[]> {
    this.checks += 1;
    await this.beforeCheck();
    return requests.map(({ roomId, userId }) => {
      const room = this.rooms.get(roomId);
      const role = room?.members.get(userId);
      const kind = room?.pair ? ('DIRECT' as const) : ('GROUP' as const);
      return {
        room: room
          ? { kind, visibility: 'PRIVATE' as const, name: room.pair ? null : 'Trains', pair: room.pair }
          : null,
        membership: role ? { role, joinedAt: 0 } : null,
      };
    });
  }

  async relations(pairs: readonly { userId: string; otherId: string }[]) {
    return pairs.map(({ userId, otherId }) => ({
      exists: true,
      blocked: this.blocks.has(`${userId} ${otherId}`),
      blockedBy: this.blocks.has(`${otherId} ${userId}`),
    }));
  }

  async filters(userId: string) {
    const pairs = [...this.blocks].map((pair) => pair.split(' ') as [string, string]);
    const hidden = pairs.filter(([blocker]) => blocker === userId).map(([, blocked]) => blocked);
    const by = pairs.filter(([, blocked]) => blocked === userId).map(([blocker]) => blocker);
    return { hidden, silent: [...hidden, ...by] };
  }

  async #make(roomId: string, pair: KnownRoom['pair'], actorId: string): Promise<void> {
    this.rooms.set(roomId, { pair, members: new Map(), versions: new Map() });
    await this.timeline?.append(roomId, [{ eventId: randomUUID(), change: { type: 'room.created', actorId } }]);
  }

  async #change(roomId: string, actorId: string, userId: string, role: MembershipRole | null): Promise<void> {
    const room = this.rooms.get(roomId);
    if (!room) throw new Error('There is no such room.');
    const version = (room.versions.get(userId) ?? 0) + 1;
    const known = room.members.has(userId);
    room.versions.set(userId, version);
    if (role) room.members.set(userId, role);
    else room.members.delete(userId);
    const type = known ? 'member.role_changed' : 'member.joined';
    const change: TimelineChange = role
      ? { type, actorId, userId, role, version }
      : { type: 'member.left', actorId, userId, version };
    await this.timeline?.append(roomId, [{ eventId: randomUUID(), change }]);
  }
}
