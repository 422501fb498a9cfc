import type { Attachments } from '#platform/attachments/attachments.ts';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import { rejectIfAny, UserInputRejected, userError } from '#platform/errors/user-error.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import type { MessageKey } from '#platform/ids/ids.ts';
import { timeOfEventId } from '../store/snowflake.ts';
import type { Message } from '../store/store.ts';
import { roomMissing } from './access.ts';
import { checkAttachments, checkBody, checkClientMessageId, type MessageErrorCode, PLAIN_TEXT } from './body-rules.ts';
import { checkMentions, requireMembers } from './mentions.ts';
import { type WritingDependencies, write } from './writing.ts';

/** What to send. */
export interface SendInput {
  /** UUID. */
  readonly roomId: string;
  /** Null when there are only attachments. */
  readonly body: string | null;
  /** UUIDs. */
  readonly attachmentIds: readonly string[];
  readonly clientMessageId: string;
  /** UUIDs of whom it mentions. */
  readonly mentionedUserIds: readonly string[];
}

/**
 * Writes a message. When it resolves, the message is durable and in its final place. The same `clientMessageId` of the
 * same sender in the same room gives the first message again, as it is by now.
 *
 * @throws UserInputRejected BODY_EMPTY, BODY_INVALID, BODY_TOO_LONG, CLIENT_MESSAGE_ID_INVALID, MENTION_UNKNOWN,
 *   TOO_MANY_MENTIONS, ATTACHMENT_INVALID, TOO_MANY_ATTACHMENTS
 * @throws LynkError NOT_FOUND, FORBIDDEN, or SERVICE_UNAVAILABLE: then it may have been written; send the same again
 */
export class SendMessage {
  readonly #dependencies: WritingDependencies & { readonly attachments: Attachments };

  constructor(dependencies: WritingDependencies & { attachments: Attachments }) {
    this.#dependencies = dependencies;
  }

  async send(viewer: UserIdentity, input: SendInput): Promise<Message> {
    const { roomId, body, attachmentIds, clientMessageId, mentionedUserIds } = input;
    const isOnlyFiles = body === null && attachmentIds.length > 0;
    rejectIfAny([
      isOnlyFiles ? null : checkBody(body ?? ''),
      checkAttachments(attachmentIds),
      checkClientMessageId(clientMessageId),
      checkMentions(mentionedUserIds),
    ]);
    const written = await write(this.#dependencies, viewer, roomId, roomMissing, async () => {
      await this.#requireMentionable(viewer, input);
      // Before the append: what a message shows is there for all who see it. One that is not appended loses it again.
      await this.#claim(viewer.userId, input);
      return {
        body: {
          type: 'message.sent',
          body,
          contentType: PLAIN_TEXT,
          mentionedUserIds,
          ...(attachmentIds.length > 0 && { attachmentIds }),
        },
        clientKey: clientMessageId,
      };
    });
    if (!written) throw new Error('There is always something to send.');
    const key = { roomId, seq: written.seq };
    if (written.outcome === 'duplicate') return this.#first(key);
    // What was just appended is known without reading it.
    return {
      ...key,
      senderId: viewer.userId,
      clientMessageId,
      body,
      contentType: PLAIN_TEXT,
      mentionedUserIds,
      attachmentIds,
      createdAt: timeOfEventId(written.id),
      editedAt: null,
      deletedAt: null,
    };
  }

  async #claim(ownerId: string, { roomId, clientMessageId, attachmentIds: ids }: SendInput): Promise<void> {
    if (ids.length === 0) return;
    const holder = `message ${roomId} ${ownerId} ${clientMessageId}`;
    const { attachments, store } = this.#dependencies;
    if (await attachments.claim({ use: 'MESSAGE', holder, ownerId, roomId, ids })) return;
    // Deleted since the first attempt: the message of then answers all the same.
    if (await store.isSent(roomId, ownerId, clientMessageId)) return;
    const message = 'An attachment is not there (any more), not yours, not for this room, or in use already.';
    throw new UserInputRejected<MessageErrorCode>([userError('ATTACHMENT_INVALID', message, 'attachmentIds')]);
  }

  /** Who is mentioned may have left since the first attempt, which the message of then answers all the same. */
  async #requireMentionable(viewer: UserIdentity, input: SendInput): Promise<void> {
    const { store } = this.#dependencies;
    const { roomId, clientMessageId, mentionedUserIds } = input;
    try {
      await requireMembers(store, roomId, mentionedUserIds);
    } catch (error) {
      if (!(await store.isSent(roomId, viewer.userId, clientMessageId))) throw error;
    }
  }

  async #first(key: MessageKey): Promise<Message> {
    const [message] = await this.#dependencies.store.messages([key]);
    if (!message) throw serviceUnavailable('The message cannot be read at the moment. Try again.');
    return message;
  }
}
