import { type UserError, userError } from '#platform/errors/user-error.ts';

/** What a person can correct, as `UserErrorCode` in the schema lists it. */
export type RoomErrorCode =
  | 'ROOM_NAME_INVALID'
  | 'ROOM_TOPIC_INVALID'
  | 'CANNOT_CONVERSE_WITH_SELF'
  | 'CANNOT_CONVERSE'
  | 'ROOM_IS_DIRECT'
  | 'LAST_OWNER'
  | 'NOT_A_MEMBER'
  | 'USER_UNKNOWN'
  | 'TICKET_INVALID';

type RoomError = UserError<RoomErrorCode>;

/** @param field the path of the person's ID below `input` */
export const userUnknown = (field: string): RoomError => userError('USER_UNKNOWN', 'There is no such person.', field);

/** @param field the path of the person's ID below `input` */
export const cannotConverse = (field: string): RoomError =>
  userError('CANNOT_CONVERSE', 'One of you has blocked the other.', field);

export const cannotConverseWithSelf = (): RoomError =>
  userError('CANNOT_CONVERSE_WITH_SELF', 'Choose another person than yourself.', 'userId');

export const roomIsDirect = (): RoomError =>
  userError(
    'ROOM_IS_DIRECT',
    'The members of a room of two stay the same, and it has no picture of its own.',
    'roomId',
  );

/** @param field the path of what would leave the room without an owner, below `input` */
export const lastOwner = (field: string): RoomError =>
  userError('LAST_OWNER', 'The room would have no owner. Make another member an owner first.', field);

/** @param field the path of the ID that is at fault, below `input` */
export const notAMember = (field: string): RoomError =>
  userError('NOT_A_MEMBER', 'The person is not a member of the room.', field);

export const ticketInvalid = (): RoomError =>
  userError('TICKET_INVALID', 'The ticket is not good (any more). Complete the upload again for a new one.', 'ticket');
