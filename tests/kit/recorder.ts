import { randomUUID } from 'node:crypto';
import type { MessagePartsFragment } from '#client/gql/graphql.ts';
import { findViolations } from './checker/checker.ts';
import {
  type Observations,
  type ObservedBlock,
  type ObservedChain,
  type ObservedItem,
  type ObservedRead,
  type ObservedRemoval,
  type ObservedSend,
  type SeenMessage,
  sendName,
  type Violation,
} from './checker/observations.ts';
import { Unanswered } from './client.ts';
import type { LiveAddress } from './live.ts';
import { SEND_MESSAGE } from './operations/message.ts';
import { BLOCK_USER } from './operations/user.ts';
import { liveCursor, type Person, readAll, readPage } from './people.ts';
import { type RoomItem, RoomWatch, type StreamKind } from './room-watch.ts';

/** What became of one try to send. `unknown`: there was no answer, or one that says that the outcome is not known. */
export type SendOutcome =
  | { readonly kind: 'acknowledged'; readonly messageId: string; readonly cursor: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly codes: readonly string[] };

const READ_SIZE = 50;

/** Does things in one room and writes down what people observe, for the checker. */
export class Recorder {
  readonly roomId: string;
  readonly #lynk: LiveAddress;
  #tick = 0;
  /** sender and key → the send */
  readonly #sends = new Map<string, ObservedSend & { acknowledged: ObservedSend['acknowledged'] }>();
  readonly #reads: ObservedRead[] = [];
  readonly #watches: { watch: RoomWatch; after: string }[] = [];
  readonly #chains: (ObservedChain & { items: ObservedItem[] })[] = [];
  readonly #removals: ObservedRemoval[] = [];
  readonly #blocks: ObservedBlock[] = [];
  readonly #edits = new Map<string, (string | null)[]>();

  /** @param lynk where people watch, unless something else is said */
  constructor(lynk: LiveAddress, roomId: string) {
    this.#lynk = lynk;
    this.roomId = roomId;
  }

  /** The sends so far. */
  get sends(): readonly ObservedSend[] {
    return [...this.#sends.values()];
  }

  /** Sends a message, or tries one again when the key was used before by the same person. Never rejects. */
  async send(person: Person, body: string, clientMessageId: string = randomUUID()): Promise<SendOutcome> {
    const name = sendName({ senderId: person.id, clientMessageId });
    const begun: ObservedSend = { senderId: person.id, clientMessageId, body, begunAt: this.#now(), acknowledged: [] };
    const send = this.#sends.get(name) ?? begun;
    this.#sends.set(name, send);
    const input = { roomId: this.roomId, body: send.body, clientMessageId };
    try {
      const { data, codes } = await person.client.ask(SEND_MESSAGE, { input });
      const message = data?.sendMessage?.message;
      const cursor = data?.sendMessage?.cursor;
      if (message && cursor) {
        send.acknowledged.push({ at: this.#now(), messageId: message.id, cursor, body: message.body ?? '' });
        return { kind: 'acknowledged', messageId: message.id, cursor };
      }
      if (codes.includes('SERVICE_UNAVAILABLE')) return { kind: 'unknown' };
      const wrong = data?.sendMessage?.userErrors.map((error) => error.code) ?? [];
      return { kind: 'refused', codes: [...codes, ...wrong] };
    } catch (error) {
      if (error instanceof Unanswered) return { kind: 'unknown' };
      throw error;
    }
  }

  /** Reads the newest page as somebody. */
  async read(person: Person): Promise<void> {
    const begunAt = this.#now();
    const page = await readPage(person, this.roomId, { last: READ_SIZE });
    const messages = page.edges.map((edge) => seen(edge.node));
    this.#reads.push({ viewerId: person.id, begunAt, messages, complete: !page.pageInfo.hasPreviousPage });
  }

  /** Watches the room as somebody, from a cursor or from its present position. */
  async watch(
    person: Person,
    options: { after?: string; kind?: StreamKind; lynk?: LiveAddress } = {},
  ): Promise<RoomWatch> {
    const after = options.after ?? (await liveCursor(person, this.roomId));
    const watch = new RoomWatch(options.lynk ?? this.#lynk, person, this.roomId, after, options.kind);
    this.#watches.push({ watch, after });
    return watch;
  }

  /** Writes down what somebody is sent by other means, from a cursor on. @returns is told each item */
  chain(viewer: Person, after: string): (item: RoomItem) => void {
    const items: ObservedItem[] = [];
    this.#chains.push({ viewerId: viewer.id, after, items });
    return (item) => items.push(observedItem(item));
  }

  /** Says that a message was given another body; null for a deletion. */
  edited(messageId: string, body: string | null): void {
    this.#edits.set(messageId, [...(this.#edits.get(messageId) ?? []), body]);
  }

  /** Says where somebody's access ended, and where it began again. */
  removed(removal: ObservedRemoval): void {
    this.#removals.push(removal);
  }

  /** Blocks somebody, and notes from when on nothing of that person may be seen. */
  async block(blocker: Person, blocked: Person, options: { isDirect?: boolean } = {}): Promise<void> {
    await blocker.client.get(BLOCK_USER, { input: { userId: blocked.id } });
    const { isDirect = false } = options;
    this.#blocks.push({ blockerId: blocker.id, blockedId: blocked.id, from: this.#now(), isDirect });
  }

  /** Reads the whole history as some people and gives everything that was observed. */
  async observations(...readers: readonly Person[]): Promise<Observations> {
    const histories = [];
    for (const reader of readers) {
      const edges = await readAll(reader, this.roomId);
      histories.push({ viewerId: reader.id, messages: edges.map((edge) => seen(edge.node)) });
    }
    const watched: ObservedChain[] = this.#watches.map(({ watch, after }) => ({
      viewerId: watch.viewer.id,
      after,
      items: watch.items.map(observedItem),
    }));
    return {
      sends: this.sends,
      reads: this.#reads,
      chains: [...watched, ...this.#chains],
      removals: this.#removals,
      blocks: this.#blocks,
      edits: this.#edits,
      histories,
    };
  }

  /** Reads the whole history as some people and gives every violation. */
  async violations(...readers: readonly Person[]): Promise<Violation[]> {
    return findViolations(await this.observations(...readers));
  }

  #now(): number {
    this.#tick += 1;
    return this.#tick;
  }
}

function seen(message: MessagePartsFragment): SeenMessage {
  const { id, clientMessageId, body, sender } = message;
  return { id, clientMessageId, body: body ?? null, senderId: sender?.id ?? '' };
}

function observedItem({ cursor, event }: RoomItem): ObservedItem {
  const message = event && 'message' in event ? seen(event.message) : null;
  return { cursor: cursor ?? null, type: event?.__typename ?? null, message };
}
