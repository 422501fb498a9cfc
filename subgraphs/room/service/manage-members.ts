import { forbidden } from '#platform/errors/errors.ts';
import { rejectIfAny, UserInputRejected } from '#platform/errors/user-error.ts';
import type { MembershipRole } from '#platform/room-access/room-access.ts';
import type { Validation } from '#platform/validation/validation.ts';
import type { Membership, Room, RoomStore } from '../store/store.ts';
import { isLastOwner, requireMember } from './come-and-go.ts';
import { conversationFault } from './open-direct-room.ts';
import { MANAGERS, memberOf, requireRole, standingOf } from './rights.ts';
import type { RoomWriter } from './room-writer.ts';
import { lastOwner, notAMember } from './user-errors.ts';

/** Whom a change is about, and where. */
export interface MemberInRoom {
  readonly roomId: string;
  readonly userId: string;
}

const OWNERS: readonly MembershipRole[] = ['OWNER'];

/**
 * What owners and moderators do to the members of a GROUP room. All of it throws LynkError NOT_FOUND when the actor may not
 * know of the room, FORBIDDEN when it lacks the right, and UserInputRejected ROOM_IS_DIRECT.
 */
export class ManageMembers {
  readonly #store: RoomStore;
  readonly #writer: RoomWriter;
  readonly #validation: Validation;

  constructor(options: { store: RoomStore; writer: RoomWriter; validation: Validation }) {
    this.#store = options.store;
    this.#writer = options.writer;
    this.#validation = options.validation;
  }

  /**
   * Makes another person a member; a member stays what it is. Nobody is brought together by force with somebody whom it
   * has blocked.
   *
   * @throws UserInputRejected USER_UNKNOWN, CANNOT_CONVERSE
   */
  async add(actorId: string, { roomId, userId }: MemberInRoom): Promise<Membership> {
    // Asked before the person is looked up, so that a stranger learns nothing; the locked room decides.
    const [standing] = await this.#store.standings([{ roomId, userId: actorId }]);
    requireRole(standing ?? { room: null, membership: null }, MANAGERS);
    if (userId !== actorId) {
      const [relation] = await this.#validation.relations([{ userId: actorId, otherId: userId }]);
      rejectIfAny([conversationFault(relation, 'userId')]);
    }
    const changed = await this.#writer.change({ roomId, actorId, userIds: [userId] }, (locked) => {
      requireRole(standingOf(locked, actorId), MANAGERS);
      return memberOf(locked, userId) ? [] : [{ type: 'join', userId, role: 'MEMBER' }];
    });
    return requireMember(changed, userId);
  }

  /**
   * Ends another person's membership: an owner anybody's, a moderator those of members without rights.
   *
   * @throws UserInputRejected NOT_A_MEMBER; LAST_OWNER when an owner removes itself and there is no other
   */
  async remove(actorId: string, { roomId, userId }: MemberInRoom): Promise<Room> {
    const { room } = await this.#writer.change({ roomId, actorId, userIds: [userId] }, (locked) => {
      const actor = requireRole(standingOf(locked, actorId), MANAGERS);
      const member = memberOf(locked, userId);
      if (!member) throw new UserInputRejected([notAMember('userId')]);
      if (actor.role !== 'OWNER' && member.role !== 'MEMBER') throw forbidden();
      if (isLastOwner(locked, member)) throw new UserInputRejected([lastOwner('userId')]);
      return [{ type: 'leave', userId }];
    });
    return room;
  }

  /**
   * Gives a member another role.
   *
   * @throws UserInputRejected NOT_A_MEMBER, LAST_OWNER
   */
  async setRole(actorId: string, { roomId, userId }: MemberInRoom, role: MembershipRole): Promise<Membership> {
    const changed = await this.#writer.change({ roomId, actorId, userIds: [userId] }, (locked) => {
      requireRole(standingOf(locked, actorId), OWNERS);
      const member = memberOf(locked, userId);
      if (!member) throw new UserInputRejected([notAMember('userId')]);
      if (member.role === role) return [];
      if (isLastOwner(locked, member)) throw new UserInputRejected([lastOwner('role')]);
      return [{ type: 'role', userId, role }];
    });
    return requireMember(changed, userId);
  }
}
