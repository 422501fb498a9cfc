import { forbidden } from '#platform/errors/errors.ts';
import { rejectIfAny, UserInputRejected, userError } from '#platform/errors/user-error.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import type { MessageKey } from '#platform/ids/ids.ts';
import type { Message } from '../store/store.ts';
import { checkBody, type MessageErrorCode } from './body-rules.ts';
import { type WritingDependencies, writeAbout } from './writing.ts';

/** Changes what a message says. */
export class EditMessage {
  readonly #dependencies: WritingDependencies;

  constructor(dependencies: WritingDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Gives a message another body. The body that it has already is not written again.
   *
   * @returns the message as it is afterwards
   * @throws UserInputRejected BODY_EMPTY, BODY_INVALID, BODY_TOO_LONG, MESSAGE_DELETED
   * @throws LynkError NOT_FOUND; FORBIDDEN when it is somebody else's; SERVICE_UNAVAILABLE
   */
  async edit(viewer: UserIdentity, key: MessageKey, body: string): Promise<Message> {
    rejectIfAny([checkBody(body)]);
    return writeAbout(this.#dependencies, viewer, key, (message) => {
      if (message.senderId !== viewer.userId) throw forbidden('You can change your own messages only.');
      rejectDeleted(message);
      return message.body === body ? null : { type: 'message.edited', messageSeq: key.seq, body };
    });
  }
}

/** @throws UserInputRejected MESSAGE_DELETED */
export function rejectDeleted(message: Message): void {
  if (message.deletedAt === null) return;
  throw new UserInputRejected<MessageErrorCode>([userError('MESSAGE_DELETED', 'The message is deleted.', 'messageId')]);
}
