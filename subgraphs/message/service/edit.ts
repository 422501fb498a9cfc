import { forbidden } from '#platform/errors/errors.ts';
import { rejectIfAny, UserInputRejected, userError } from '#platform/errors/user-error.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import type { MessageKey } from '#platform/ids/ids.ts';
import type { Message } from '../store/store.ts';
import { checkBody, type MessageErrorCode } from './body-rules.ts';
import { checkMentions, requireMembers } from './mentions.ts';
import { type WritingDependencies, writeAbout } from './writing.ts';

/** What a message is to say. */
export interface EditInput {
  readonly body: string;
  /** UUIDs, each once; null when the mentions stay as they are. */
  readonly mentionedUserIds: readonly string[] | null;
}

/** Changes what a message says. */
export class EditMessage {
  readonly #dependencies: WritingDependencies;

  constructor(dependencies: WritingDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Gives a message another body, and has it mention others. What it says already is not written again.
   *
   * @returns the message as it is afterwards
   * @throws UserInputRejected BODY_EMPTY, BODY_INVALID, BODY_TOO_LONG, MENTION_UNKNOWN, MESSAGE_DELETED,
   *   TOO_MANY_MENTIONS
   * @throws LynkError NOT_FOUND; FORBIDDEN when it is somebody else's; SERVICE_UNAVAILABLE
   */
  async edit(viewer: UserIdentity, key: MessageKey, change: EditInput): Promise<Message> {
    const { body, mentionedUserIds } = change;
    rejectIfAny([checkBody(body), checkMentions(mentionedUserIds ?? [])]);
    return writeAbout(this.#dependencies, viewer, key, async (message) => {
      if (message.senderId !== viewer.userId) throw forbidden('You can change your own messages only.');
      rejectDeleted(message);
      const mentions =
        mentionedUserIds && !isSame(mentionedUserIds, message.mentionedUserIds) ? mentionedUserIds : null;
      if (message.body === body && !mentions) return null;
      const before = new Set(message.mentionedUserIds);
      // Whoever is mentioned already may have left since.
      const added = mentions?.filter((userId) => !before.has(userId)) ?? [];
      await requireMembers(this.#dependencies.store, key.roomId, added);
      return { type: 'message.edited', messageSeq: key.seq, body, ...(mentions && { mentionedUserIds: mentions }) };
    });
  }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}

/** @throws UserInputRejected MESSAGE_DELETED */
export function rejectDeleted(message: Message): void {
  if (message.deletedAt === null) return;
  throw new UserInputRejected<MessageErrorCode>([userError('MESSAGE_DELETED', 'The message is deleted.', 'messageId')]);
}
