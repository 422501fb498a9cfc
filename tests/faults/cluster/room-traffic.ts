import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LynkError } from '#platform/errors/errors.ts';
import type { HotLog } from '#platform/hot-log/hot-log.ts';
import { encodeId, encodeMessageId } from '#platform/ids/ids.ts';
import { encodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import type { PubSub } from '#platform/pubsub/pubsub.ts';
import { roomChannel } from '#platform/pubsub/pubsub.ts';
import { message } from '#subgraphs/message/store/contract/subject.ts';
import { hotEntryOf } from '#subgraphs/message/store/hot-events.ts';
import type { HotReads } from '#subgraphs/message/store/hot-reads.ts';
import type { AppendResult, NewRoomEvent, RoomEvent } from '#subgraphs/message/store/room-log.ts';
import { timeOfEventId } from '#subgraphs/message/store/snowflake.ts';
import type { MessageStore } from '#subgraphs/message/store/store.ts';
import type {
  Observations,
  ObservedChain,
  ObservedRead,
  ObservedSend,
  SeenMessage,
} from '../../kit/checker/observations.ts';
import type { Figures } from './figures.ts';

/** What one process of the message subgraph has. */
export interface Instance {
  readonly store: MessageStore;
  /** The same, with a hot log before it. */
  readonly reads: HotReads;
  readonly hotLog: HotLog;
  readonly pubsub: PubSub;
}

const PAUSE_MS = 15;
const RETRY_MS = 100;
const PAGE = 256;

/** One room in which people write through several processes, all at once, and what they saw of it. */
export class RoomTraffic {
  readonly roomId = randomUUID();
  readonly #instances: readonly Instance[];
  readonly #figures: Figures;
  readonly #sends: ObservedSend[] = [];
  readonly #reads: ObservedRead[] = [];
  readonly #chains: ObservedChain[] = [];
  /** Sends whose writer gave up without an answer: they may be there or not. */
  isOver = false;

  constructor(instances: readonly Instance[], figures: Figures) {
    this.#instances = instances;
    this.#figures = figures;
  }

  /** Writes one message after the other until the traffic is over; each until it is acknowledged. */
  async write(instance: Instance): Promise<void> {
    const sender = randomUUID();
    for (let number = 1; !this.isOver; number += 1) {
      await this.#send(instance, sender, `${number} of ${sender}`);
      // A reading of one's own in between, and an old key asked for at another process.
      if (number % 5 === 0) await this.#read(instance, sender);
      await sleep(PAUSE_MS);
    }
  }

  /** Follows the room as a stream does: by notices, and by the log where one is missing. */
  async follow(instance: Instance): Promise<void> {
    const items: ObservedChain['items'][number][] = [];
    this.#chains.push({ viewerId: randomUUID(), after: encodeRoomCursor({ roomId: this.roomId, seq: 0 }), items });
    /** place → what a notice said of it */
    const told = new Map<number, SeenMessage>();
    let last = 0;
    const take = (seq: number, seen: SeenMessage) => {
      last = seq;
      items.push({ cursor: encodeRoomCursor({ roomId: this.roomId, seq }), type: 'MessageSent', message: seen });
    };
    const takeTold = () => {
      for (let next = told.get(last + 1); next; next = told.get(last + 1)) take(last + 1, next);
      for (const seq of told.keys()) if (seq <= last) told.delete(seq);
    };
    const onNotice = ({ seq, seen }: Readonly<Record<string, unknown>>) => {
      told.set(seq as number, seen as SeenMessage);
      takeTold();
    };
    let end: (() => void) | undefined;
    const listen = async () => {
      end ??= await instance.pubsub
        .subscribe(roomChannel(this.roomId), onNotice, () => undefined)
        .catch(() => undefined);
    };
    const refill = async () => {
      const { events } = await instance.reads.log.read(this.roomId, { after: last, limit: PAGE });
      this.#figures.count('refilled', events.filter(({ seq }) => seq > last).length);
      for (const event of events) if (event.seq > last) take(event.seq, seenOf(event));
      takeTold();
      return events.length;
    };
    while (!this.isOver) {
      await listen();
      await sleep(RETRY_MS * 5);
      await this.#figures.timed('read', refill).catch(unlessAway);
    }
    // What was acknowledged must be seen in the end, without any notice.
    while ((await refill()) > 0);
    end?.();
  }

  /** Everything that was observed, with the whole log and the whole history as two people read them now. */
  async observations(): Promise<{ observations: Observations; log: readonly RoomEvent[] }> {
    const [first, second] = [this.#instances.at(0), this.#instances.at(-1)];
    if (!first || !second) throw new Error('Nobody can read.');
    const log = await wholeLog(first.store, this.roomId);
    const history = await wholeHistory(second.store, this.roomId);
    return {
      log,
      observations: {
        sends: this.#sends,
        reads: this.#reads,
        chains: this.#chains,
        removals: [],
        blocks: [],
        edits: new Map(),
        histories: [
          { viewerId: 'the log', messages: log.map(seenOf) },
          { viewerId: 'the history', messages: history },
        ],
      },
    };
  }

  async #send(instance: Instance, senderId: string, body: string): Promise<void> {
    const event = message(senderId, body);
    const sender = encodeId('user', senderId);
    const send: ObservedSend = {
      senderId: sender,
      clientMessageId: event.clientKey,
      body,
      begunAt: performance.now(),
      acknowledged: [],
    };
    this.#sends.push(send);
    const ask = async ({ store }: Instance) => {
      const result = await store.log.append(this.roomId, event);
      send.acknowledged.push({ at: performance.now(), ...this.#answerOf(result), body });
      return result;
    };
    // Whoever is refused tries again, at whichever process it reaches.
    for (let tries = 0; ; tries += 1) {
      const at = this.#instances[(this.#instances.indexOf(instance) + tries) % this.#instances.length] ?? instance;
      try {
        const result = await this.#figures.timed('append', () => ask(at));
        this.#figures.acknowledged(result.outcome);
        void this.#announce(instance, result, event);
        break;
      } catch (error) {
        unlessAway(error);
        this.#figures.count('refused');
        if (this.isOver && tries > 200) return;
        await sleep(RETRY_MS);
      }
    }
    // A client that has not heard the answer asks again, elsewhere: it must be told the same.
    if (this.#sends.length % 10 !== 0) return;
    const other = this.#instances[(this.#instances.indexOf(instance) + 1) % this.#instances.length] ?? instance;
    await ask(other)
      .then(({ outcome }) => this.#figures.acknowledged(outcome))
      .catch(unlessAway);
  }

  async #read({ reads }: Instance, senderId: string): Promise<void> {
    const begunAt = performance.now();
    const request = { after: null, before: null, limit: 50, fromEnd: true };
    const page = await this.#figures.timed('read', () => reads.history(this.roomId, request)).catch(unlessAway);
    if (!page) return;
    const messages = page.rows.map((row) => seen(this.roomId, row.seq, row.senderId, row.clientMessageId, row.body));
    this.#reads.push({ viewerId: encodeId('user', senderId), begunAt, messages, complete: !page.hasPreviousPage });
  }

  /** After the acknowledgement, and nobody waits for it. */
  async #announce({ hotLog, pubsub }: Instance, result: AppendResult, event: NewRoomEvent): Promise<void> {
    if (!('seq' in result)) return;
    const { seq, id } = result;
    const appended: RoomEvent = { ...event, roomId: this.roomId, seq, id, createdAt: timeOfEventId(id) };
    void hotLog.put(this.roomId, hotEntryOf(appended), appended.createdAt);
    await pubsub.publish(roomChannel(this.roomId), { seq, seen: seenOf(appended) }).then(
      () => this.#figures.count('announced'),
      () => this.#figures.count('unannounced'),
    );
  }

  #answerOf(result: AppendResult): { messageId: string; cursor: string } {
    if (!('seq' in result)) throw new Error('A message was superseded.');
    const key = { roomId: this.roomId, seq: result.seq };
    return { messageId: encodeMessageId(key), cursor: encodeRoomCursor(key) };
  }
}

function seen(
  roomId: string,
  seq: number,
  senderId: string,
  clientMessageId: string,
  body: string | null,
): SeenMessage {
  return { id: encodeMessageId({ roomId, seq }), senderId: encodeId('user', senderId), clientMessageId, body };
}

function seenOf({ roomId, seq, actorId, clientKey, body }: RoomEvent): SeenMessage {
  return seen(roomId, seq, actorId, clientKey, 'body' in body ? body.body : null);
}

async function wholeLog(store: MessageStore, roomId: string): Promise<RoomEvent[]> {
  const found: RoomEvent[] = [];
  for (;;) {
    const { events } = await store.log.read(roomId, { after: found.length, limit: 1_000 });
    if (events.length === 0) return found;
    found.push(...events);
  }
}

async function wholeHistory(store: MessageStore, roomId: string): Promise<SeenMessage[]> {
  const found: SeenMessage[] = [];
  for (let after: number | null = null; ; ) {
    const page = await store.history(roomId, { after, before: null, limit: 1_000, fromEnd: false });
    found.push(...page.rows.map((row) => seen(roomId, row.seq, row.senderId, row.clientMessageId, row.body)));
    after = page.rows.at(-1)?.seq ?? after;
    if (!page.hasNextPage) return found;
  }
}

/** A refusal with a code is what clients expect of a store that is away; anything else is a fault. */
function unlessAway(error: unknown): undefined {
  if (error instanceof LynkError && error.code === 'SERVICE_UNAVAILABLE') return undefined;
  throw error;
}
