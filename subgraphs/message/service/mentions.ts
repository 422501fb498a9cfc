import { type UserError, UserInputRejected, userError } from '#platform/errors/user-error.ts';
import type { MessageStore } from '../store/store.ts';
import type { MessageErrorCode } from './body-rules.ts';

/** How many people one message mentions at most. */
const MAX_MENTIONS = 50;

/** What is wrong with the number of people whom a message mentions, or null. */
export function checkMentions(userIds: readonly string[]): UserError<MessageErrorCode> | null {
  if (userIds.length <= MAX_MENTIONS) return null;
  return userError('TOO_MANY_MENTIONS', `Mention at most ${MAX_MENTIONS} people.`, 'mentionedUserIds');
}

/**
 * Checks that all who are mentioned are members of the room. Whoever asks is known to be one, so the answer tells it
 * nothing that the list of members does not.
 *
 * @throws UserInputRejected MENTION_UNKNOWN
 */
export async function requireMembers(
  store: Pick<MessageStore, 'membersAmong'>,
  roomId: string,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  const members = await store.membersAmong(roomId, userIds);
  if (members.length === userIds.length) return;
  const message = 'Somebody who is mentioned is not a member of the room.';
  throw new UserInputRejected<MessageErrorCode>([userError('MENTION_UNKNOWN', message, 'mentionedUserIds')]);
}
