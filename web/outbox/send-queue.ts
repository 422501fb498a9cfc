import type { UnsentStore } from './unsent-store.ts';

/** A file of the message, which is with the server already. */
export interface OutgoingAttachment {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly width?: number | null;
  readonly height?: number | null;
}

/** A message of the viewer that the room does not show yet. */
export interface OutgoingMessage {
  readonly clientMessageId: string;
  readonly roomId: string;
  readonly body: string;
  readonly attachments?: readonly OutgoingAttachment[];
  /** When it was written, in milliseconds since 1970. */
  readonly createdAt: number;
  /** `sent` is acknowledged, and only waits for its place in the room to be told. */
  readonly state: 'sending' | 'sent' | 'failed';
  /** Why it failed, for the person. */
  readonly problem?: string;
}

/** What came of one try. `unreachable`: perhaps it was taken, perhaps not; the same key makes the next try safe. */
export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'unreachable'; readonly waitMs?: number };

/** What the queue needs of the world. */
export interface SendQueueOptions {
  /** Tries to send once. Never rejects. */
  readonly send: (message: OutgoingMessage) => Promise<Outcome>;
  /** Waits; `wake` ends it early. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
  /** Has what was not sent when the page was left, and is given what is not sent yet. */
  readonly unsent: UnsentStore;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const NONE: readonly OutgoingMessage[] = [];

/**
 * Sends messages, those of one room one after the other, so that they keep their order. What cannot be delivered now is tried
 * again under the same key until the server has answered; what the server refuses waits for the person.
 */
export class SendQueue {
  readonly #options: SendQueueOptions;
  /** room → its messages, in the order in which they were written */
  readonly #rooms = new Map<string, readonly OutgoingMessage[]>();
  /** Rooms whose messages are being sent. */
  readonly #busy = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #sleep = new AbortController();
  #isClosed = false;

  constructor(options: SendQueueOptions) {
    this.#options = options;
    for (const message of options.unsent.read()) {
      this.#rooms.set(message.roomId, [...this.of(message.roomId), message]);
    }
    for (const roomId of [...this.#rooms.keys()]) void this.#run(roomId);
  }

  /** A room's messages; the same array until something changes. */
  of(roomId: string): readonly OutgoingMessage[] {
    return this.#rooms.get(roomId) ?? NONE;
  }

  /** Is told of each change. Returns the end of it. May be passed around without its object. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Sends a message as soon as those before it are sent. */
  add(message: Pick<OutgoingMessage, 'clientMessageId' | 'roomId' | 'body' | 'attachments'>): void {
    const added: OutgoingMessage = { ...message, createdAt: this.#options.now(), state: 'sending' };
    this.#set(message.roomId, [...this.of(message.roomId), added]);
    void this.#run(message.roomId);
  }

  /** Sends what was refused again, under the same key. */
  retry(roomId: string, clientMessageId: string): void {
    const message = this.of(roomId).find((known) => known.clientMessageId === clientMessageId);
    if (message?.state !== 'failed') return;
    const { problem: _, ...rest } = message;
    this.#replace({ ...rest, state: 'sending' });
    void this.#run(roomId);
  }

  /** Forgets a message: the person has given it up, or the room shows it. */
  forget(roomId: string, clientMessageIds: Iterable<string>): void {
    const gone = new Set(clientMessageIds);
    const kept = this.of(roomId).filter((message) => !gone.has(message.clientMessageId));
    if (kept.length < this.of(roomId).length) this.#set(roomId, kept);
  }

  /** The keys that were acknowledged up to now: a page of the newest messages that is read from now on has them. */
  sentKeys(roomId: string): readonly string[] {
    return this.of(roomId)
      .filter((message) => message.state === 'sent')
      .map((message) => message.clientMessageId);
  }

  /** Tries again now: the connection is back. */
  wake(): void {
    this.#sleep.abort();
    this.#sleep = new AbortController();
  }

  /** Ends all tries. What is not sent stays in the store. */
  close(): void {
    this.#isClosed = true;
    this.wake();
  }

  async #run(roomId: string): Promise<void> {
    if (this.#busy.has(roomId)) return;
    this.#busy.add(roomId);
    let pauseMs = FIRST_PAUSE_MS;
    for (let next = this.#next(roomId); next && !this.#isClosed; next = this.#next(roomId)) {
      const outcome = await this.#options.send(next);
      if (outcome.kind === 'unreachable') {
        await this.#options.wait(Math.max(pauseMs, outcome.waitMs ?? 0), this.#sleep.signal);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        continue;
      }
      pauseMs = FIRST_PAUSE_MS;
      this.#replace(
        outcome.kind === 'sent' ? { ...next, state: 'sent' } : { ...next, state: 'failed', problem: outcome.problem },
      );
    }
    this.#busy.delete(roomId);
  }

  #next(roomId: string): OutgoingMessage | undefined {
    return this.of(roomId).find((message) => message.state === 'sending');
  }

  /** Does nothing when it was forgotten meanwhile: the stream may be faster than the answer. */
  #replace(message: OutgoingMessage): void {
    const change = (known: OutgoingMessage) => (known.clientMessageId === message.clientMessageId ? message : known);
    this.#set(message.roomId, this.of(message.roomId).map(change));
  }

  #set(roomId: string, messages: readonly OutgoingMessage[]): void {
    if (messages.length > 0) this.#rooms.set(roomId, messages);
    else this.#rooms.delete(roomId);
    // What is acknowledged is in the room; a page that is loaded anew reads it there.
    const unsent = [...this.#rooms.values()].flat().filter(({ state }) => state !== 'sent');
    if (!this.#isClosed) this.#options.unsent.write(unsent);
    for (const listener of this.#listeners) listener();
  }
}
