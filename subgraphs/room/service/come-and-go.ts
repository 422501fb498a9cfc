import { UserInputRejected } from '#platform/errors/user-error.ts';
import type { LockedRoom, Membership, Room } from '../store/store.ts';
import { memberOf, roomNotFound } from './rights.ts';
import type { RoomWriter } from './room-writer.ts';
import { lastOwner, notAMember, roomIsDirect } from './user-errors.ts';

/** Joining and leaving, as everybody may do for themselves. */
export class ComeAndGo {
  readonly #writer: RoomWriter;

  constructor(options: { writer: RoomWriter }) {
    this.#writer = options.writer;
  }

  /**
   * Makes a person a member of a public room; a member stays what it is. Whoever comes into a room that all have left is
   * its owner, so that a room with members has one.
   *
   * @throws LynkError NOT_FOUND when there is no such room, or it is private
   */
  async join(userId: string, roomId: string): Promise<Membership> {
    const changed = await this.#writer.change({ roomId, actorId: userId }, (locked) => {
      if (memberOf(locked, userId)) return [];
      if (locked.room.visibility === 'PRIVATE') throw roomNotFound();
      return [{ type: 'join', userId, role: locked.owners === 0 ? 'OWNER' : 'MEMBER' }];
    });
    return requireMember(changed, userId);
  }

  /**
   * Ends a person's own membership.
   *
   * @returns the room; null when the person cannot see it any more
   * @throws LynkError NOT_FOUND when there is no such room, or it is private and the person is not a member
   * @throws UserInputRejected ROOM_IS_DIRECT, NOT_A_MEMBER, LAST_OWNER
   */
  async leave(userId: string, roomId: string): Promise<Room | null> {
    const { room } = await this.#writer.change({ roomId, actorId: userId }, (locked) => {
      const member = memberOf(locked, userId);
      if (!member && locked.room.visibility === 'PRIVATE') throw roomNotFound();
      if (locked.room.kind === 'DIRECT') throw new UserInputRejected([roomIsDirect()]);
      if (!member) throw new UserInputRejected([notAMember('roomId')]);
      if (isLastOwner(locked, member) && locked.room.memberCount > 1)
        throw new UserInputRejected([lastOwner('roomId')]);
      return [{ type: 'leave', userId }];
    });
    return room.visibility === 'PUBLIC' ? room : null;
  }
}

/** Whether a locked room has no other owner than this member. */
export function isLastOwner(locked: LockedRoom, member: Membership): boolean {
  return member.role === 'OWNER' && locked.owners === 1;
}

/** The membership of somebody who has just become or stayed a member. */
export function requireMember(locked: LockedRoom, userId: string): Membership {
  const member = memberOf(locked, userId);
  if (!member) throw new Error('A membership that was written is not there.');
  return member;
}
