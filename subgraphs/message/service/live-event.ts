import DataLoader from 'dataloader';
import type { MessageKey } from '#platform/ids/ids.ts';
import { messageAsSent } from '../store/hot-projection.ts';
import type { RoomEvent } from '../store/room-log.ts';
import { type Message, type MessageStore, type Reaction, reactionKey } from '../store/store.ts';

/** Reads the present state of messages; what is asked for at the same time is read at once, and nothing is remembered. */
export class MessageStates {
  readonly #messages: DataLoader<MessageKey, Message | null>;
  readonly #reactions: DataLoader<MessageKey, readonly Reaction[]>;

  constructor(store: Pick<MessageStore, 'messages' | 'reactions'>) {
    const batch = { cache: false, maxBatchSize: 500 };
    this.#messages = new DataLoader(async (keys) => {
      const found = new Map((await store.messages(unique(keys))).map((message) => [reactionKey(message), message]));
      return keys.map((key) => found.get(reactionKey(key)) ?? null);
    }, batch);
    this.#reactions = new DataLoader(async (keys) => {
      const found = await store.reactions(unique(keys));
      return keys.map((key) => found.get(reactionKey(key)) ?? []);
    }, batch);
  }

  /** The message at a place; null when there is none. */
  message(key: MessageKey): Promise<Message | null> {
    return this.#messages.load(key);
  }

  /** The reactions on a message, the earliest first. */
  reactions(key: MessageKey): Promise<readonly Reaction[]> {
    return this.#reactions.load(key);
  }
}

/**
 * An event of a room's log on its way to those who watch. What it says of its message is read once, when the first of
 * them needs it, and shared by all.
 */
export class LiveEvent {
  readonly #states: MessageStates;
  #message: Promise<Message | null> | undefined;
  #reactions: Promise<readonly Reaction[]> | undefined;

  /** @param announced what was appended a moment ago, so that its message need not be read */
  constructor(
    readonly event: RoomEvent,
    states: MessageStates,
    announced = false,
  ) {
    this.#states = states;
    if (!announced || event.body.type !== 'message.sent') return;
    this.#message = Promise.resolve(messageAsSent(event, event.body));
    this.#reactions = Promise.resolve([]);
  }

  /** The place of the message that the event is about; null when it is about none. */
  get messageSeq(): number | null {
    const { body, seq } = this.event;
    if (body.type === 'message.sent') return seq;
    return 'messageSeq' in body ? body.messageSeq : null;
  }

  /** The message that the event is about, as it is now; null when there is none. */
  async message(): Promise<Message | null> {
    const key = this.#key();
    if (!key) return null;
    // A read that failed is tried again by whoever asks next.
    this.#message ??= this.#states.message(key).catch((error) => {
      this.#message = undefined;
      throw error;
    });
    return this.#message;
  }

  /** The reactions on that message as they are now. */
  async reactions(): Promise<readonly Reaction[]> {
    const key = this.#key();
    if (!key) return [];
    this.#reactions ??= this.#states.reactions(key).catch((error) => {
      this.#reactions = undefined;
      throw error;
    });
    return this.#reactions;
  }

  /** Forgets what was read, since a later event has changed it. */
  forgetState(): void {
    this.#message = undefined;
    this.#reactions = undefined;
  }

  #key(): MessageKey | null {
    const seq = this.messageSeq;
    return seq === null ? null : { roomId: this.event.roomId, seq };
  }
}

function unique(keys: readonly MessageKey[]): MessageKey[] {
  return [...new Map(keys.map((key) => [reactionKey(key), key])).values()];
}
