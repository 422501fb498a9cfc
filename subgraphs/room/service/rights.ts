import { forbidden, notFound } from '#platform/errors/errors.ts';
import { UserInputRejected } from '#platform/errors/user-error.ts';
import type { Identity } from '#platform/identity/identity.ts';
import type { MembershipRole } from '#platform/room-access/room-access.ts';
import type { LockedRoom, Membership, Room, Standing } from '../store/store.ts';
import { roomIsDirect } from './user-errors.ts';

/** One answer for what does not exist and for what may not be known. */
export const roomNotFound = () => notFound('There is no such room, or you are not in it.');

/**
 * Whether somebody may know of a room: everybody who has signed in of a public one, its members of a private one. An
 * audience stands for the members of its room.
 *
 * @param membership of the person who asks; null when nobody asks
 */
export function maySee(identity: Identity, room: Room, membership: Membership | null): boolean {
  if (isInside(identity, room.id, membership)) return true;
  return room.visibility === 'PUBLIC' && (identity.kind === 'user' || identity.kind === 'audience');
}

/** Whether somebody may read what only members may, such as who they are. */
export function isInside(identity: Identity, roomId: string, membership: Membership | null): boolean {
  return identity.kind === 'audience' ? identity.roomId === roomId : membership !== null;
}

/** A person's membership of a locked room, or null. */
export function memberOf(locked: LockedRoom, userId: string): Membership | null {
  const state = locked.memberships.get(userId);
  return state?.active ? state : null;
}

/** How a person stands in a locked room. */
export function standingOf(locked: LockedRoom, userId: string): Standing {
  return { room: locked.room, membership: memberOf(locked, userId) };
}

/** Who may add people, remove members, and change the picture. */
export const MANAGERS: readonly MembershipRole[] = ['OWNER', 'MODERATOR'];

/**
 * The membership of somebody who wants to change a room, or who is in it.
 *
 * @param roles who may
 * @throws LynkError NOT_FOUND when the person may not know of the room, FORBIDDEN when it lacks the right
 * @throws UserInputRejected ROOM_IS_DIRECT
 */
export function requireRole({ room, membership }: Standing, roles: readonly MembershipRole[]): Membership {
  if (!room || (!membership && room.visibility === 'PRIVATE')) throw roomNotFound();
  if (room.kind === 'DIRECT') throw new UserInputRejected([roomIsDirect()]);
  if (!membership || !roles.includes(membership.role)) throw forbidden();
  return membership;
}
