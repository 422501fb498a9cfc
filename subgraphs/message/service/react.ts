import { rejectIfAny, UserInputRejected, userError } from '#platform/errors/user-error.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import type { MessageKey } from '#platform/ids/ids.ts';
import { type Message, type Reaction, reactionKey } from '../store/store.ts';
import { checkEmoji, type MessageErrorCode } from './body-rules.ts';
import { rejectDeleted } from './edit.ts';
import { type WritingDependencies, writeAbout } from './writing.ts';

const MAX_KINDS = 20;

/** Puts reactions on messages, and takes them off. */
export class React {
  readonly #dependencies: WritingDependencies;

  constructor(dependencies: WritingDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Puts a person's reaction on a message. One that is there already stays, and nothing is written.
   *
   * @throws UserInputRejected EMOJI_INVALID, MESSAGE_DELETED, TOO_MANY_REACTIONS
   * @throws LynkError NOT_FOUND, FORBIDDEN, SERVICE_UNAVAILABLE
   */
  async add(viewer: UserIdentity, key: MessageKey, emoji: string): Promise<Message> {
    rejectIfAny([checkEmoji(emoji)]);
    return writeAbout(this.#dependencies, viewer, key, async (message) => {
      rejectDeleted(message);
      const reactions = await this.#reactions(key);
      if (isThere(reactions, viewer, emoji)) return null;
      const kinds = new Set(reactions.map((reaction) => reaction.emoji));
      if (!kinds.has(emoji) && kinds.size >= MAX_KINDS) throw tooMany();
      return { type: 'reaction.added', messageSeq: key.seq, emoji };
    });
  }

  /**
   * Takes a person's reaction off a message. When it is not there, nothing is written.
   *
   * @throws UserInputRejected EMOJI_INVALID
   * @throws LynkError NOT_FOUND, FORBIDDEN, SERVICE_UNAVAILABLE
   */
  async remove(viewer: UserIdentity, key: MessageKey, emoji: string): Promise<Message> {
    rejectIfAny([checkEmoji(emoji)]);
    return writeAbout(this.#dependencies, viewer, key, async () => {
      const there = isThere(await this.#reactions(key), viewer, emoji);
      return there ? { type: 'reaction.removed', messageSeq: key.seq, emoji } : null;
    });
  }

  async #reactions(key: MessageKey): Promise<readonly Reaction[]> {
    return (await this.#dependencies.store.reactions([key])).get(reactionKey(key)) ?? [];
  }
}

function isThere(reactions: readonly Reaction[], viewer: UserIdentity, emoji: string): boolean {
  return reactions.some((reaction) => reaction.userId === viewer.userId && reaction.emoji === emoji);
}

function tooMany(): UserInputRejected<MessageErrorCode> {
  const message = `The message has ${MAX_KINDS} kinds of reactions already. Use one of them.`;
  return new UserInputRejected([userError('TOO_MANY_REACTIONS', message, 'emoji')]);
}
