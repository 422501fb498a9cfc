import { serviceUnavailable } from '#platform/errors/errors.ts';
import { rejectIfAny } from '#platform/errors/user-error.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import type { MessageKey } from '#platform/ids/ids.ts';
import { timeOfEventId } from '../store/snowflake.ts';
import type { Message } from '../store/store.ts';
import { roomMissing } from './access.ts';
import { checkBody, checkClientMessageId, PLAIN_TEXT } from './body-rules.ts';
import { type WritingDependencies, write } from './writing.ts';

/** What to send. */
export interface SendInput {
  /** UUID. */
  readonly roomId: string;
  readonly body: string;
  readonly clientMessageId: string;
}

/**
 * Writes a message. When it resolves, the message is durable and in its final place. The same `clientMessageId` of the
 * same sender in the same room gives the first message again, as it is by now.
 *
 * @throws UserInputRejected BODY_EMPTY, BODY_INVALID, BODY_TOO_LONG, CLIENT_MESSAGE_ID_INVALID
 * @throws LynkError NOT_FOUND, FORBIDDEN, or SERVICE_UNAVAILABLE: then it may have been written; send the same again
 */
export class SendMessage {
  readonly #dependencies: WritingDependencies;

  constructor(dependencies: WritingDependencies) {
    this.#dependencies = dependencies;
  }

  async send(viewer: UserIdentity, input: SendInput): Promise<Message> {
    const { roomId, body, clientMessageId } = input;
    rejectIfAny([checkBody(body), checkClientMessageId(clientMessageId)]);
    const written = await write(this.#dependencies, viewer, roomId, roomMissing, () => ({
      body: { type: 'message.sent', body, contentType: PLAIN_TEXT },
      clientKey: clientMessageId,
    }));
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
      createdAt: timeOfEventId(written.id),
      editedAt: null,
      deletedAt: null,
    };
  }
  async #first(key: MessageKey): Promise<Message> {
    const [message] = await this.#dependencies.store.messages([key]);
    if (!message) throw serviceUnavailable('The message cannot be read at the moment. Try again.');
    return message;
  }
}
