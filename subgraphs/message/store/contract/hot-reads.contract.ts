import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import type { HotLog } from '#platform/hot-log/hot-log.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Announcer } from '../../service/announce.ts';
import type { Nudges } from '../../service/nudges.ts';
import { HotReads } from '../hot-reads.ts';
import type { NewRoomEvent } from '../room-log.ts';
import type { MessageStore } from '../store.ts';
import { Random } from './random.ts';
import { event, joined, message } from './subject.ts';

const PEOPLE = Array.from({ length: 3 }, () => randomUUID());
const NEWEST = { fromEnd: true, after: null, before: null };

/** Some rooms that are written to, announced into a hot log, and read with and without it. */
export class HotRooms {
  readonly reads: HotReads;
  readonly #store: MessageStore;
  readonly #announcer: Announcer;
  readonly #random: Random;
  readonly #options: { readonly hasMentions: boolean };
  #rooms = [randomUUID(), randomUUID()];
  /** room -> its newest place */
  #heads = new Map<string, number>();
  /** room -> the place that was deleted last */
  #deleted = new Map<string, number>();

  /** @param options.hasMentions whether messages mention people; what is left of those of a deleted one is up to the store */
  constructor(store: MessageStore, hotLog: HotLog, random: Random, options = { hasMentions: true }) {
    this.#store = store;
    this.#random = random;
    this.#options = options;
    this.reads = new HotReads({ store, hotLog });
    this.#announcer = new Announcer({
      hotLog,
      pubsub: { publish: async () => undefined, subscribe: async () => () => undefined },
      nudges: { roomChanged: () => undefined } as unknown as Nudges,
      logger: createLogger({ level: 'silent' }),
    });
  }

  /** The same rooms as another process sees them. */
  asAnotherProcess({ store, hotLog }: { store: MessageStore; hotLog: HotLog }): HotRooms {
    const other = new HotRooms(store, hotLog, this.#random, this.#options);
    other.#rooms = this.#rooms;
    other.#heads = this.#heads;
    other.#deleted = this.#deleted;
    return other;
  }

  /** Appends an event and announces it, unless its process dies in between. Returns where it stands. */
  async append(room: string, next: NewRoomEvent, dies = false): Promise<{ seq: number }> {
    const result = await this.#store.log.append(room, next);
    if (result.outcome !== 'appended') throw new Error(`Expected to append, got ${result.outcome}.`);
    this.#heads.set(room, result.seq);
    if (!dies) await this.#announcer.appended(room, next, result);
    return result;
  }

  /** Appends some events and reads. @returns in what the reads differ from the store's; null when they do not */
  async step(): Promise<string | null> {
    const random = this.#random;
    const room = random.pick(this.#rooms);
    const group = Array.from({ length: 1 + random.below(4) }, () => this.#someEvent(room));
    await Promise.all(group.map((next) => this.append(room, next, random.chance(4))));
    return this.difference(random.pick(this.#rooms));
  }

  /** Reads the end of a room in some ways. @returns as {@link step} does */
  async difference(room: string): Promise<string | null> {
    const head = this.#heads.get(room) ?? 0;
    const request = { ...NEWEST, limit: this.#random.pick([1, 5, 20, 100]) };
    const range = {
      after: Math.max(0, head - this.#random.below(30)),
      limit: this.#random.pick([3, 200]),
    };
    const told = [await this.reads.history(room, request), await this.reads.log.read(room, range)];
    const true_ = [await this.#store.history(room, request), await this.#store.log.read(room, range)];
    if (isDeepStrictEqual(told, true_)) return null;
    return JSON.stringify({ request, range, told, true: true_ }, null, 1);
  }

  #someEvent(room: string): NewRoomEvent {
    const random = this.#random;
    const actor = random.pick(PEOPLE);
    const mentionedUserIds = this.#options.hasMentions && random.chance(20) ? [random.pick(PEOPLE)] : undefined;
    const mentions = mentionedUserIds ? { mentionedUserIds } : {};
    const messageSeq = Math.max(1, (this.#heads.get(room) ?? 0) + 2 - random.below(20));
    switch (random.below(10)) {
      case 0:
      case 1:
        return event(actor, { type: 'message.edited', messageSeq, body: `edit ${random.below(1_000)}`, ...mentions });
      case 2:
        if (random.chance(50)) return event(actor, { type: 'room.changed' });
        this.#deleted.set(room, messageSeq);
        return event(actor, { type: 'message.deleted', messageSeq });
      case 3:
        if (random.chance(50)) return event(actor, { type: 'reaction.added', messageSeq, emoji: '👍' });
        // Somebody has not heard of the deletion yet.
        return event(actor, { type: 'message.edited', messageSeq: this.#deleted.get(room) ?? 1, body: 'too late' });
      case 4: {
        const attachmentIds = [randomUUID()];
        return event(actor, { type: 'message.sent', body: null, contentType: 'text/plain', attachmentIds });
      }
      default: {
        const body = `message ${random.below(1_000)} 🦊`;
        return event(actor, { type: 'message.sent', body, contentType: 'text/plain', ...mentions });
      }
    }
  }
}

/** What a hot log spares a store. @param open makes both, without anything of the rooms that are made here */
export function hotReadsContract(open: () => { store: MessageStore; hotLog: HotLog }): void {
  describe('a room that is written to', () => {
    let rooms: HotRooms;
    let store: MessageStore;
    let room: string;
    beforeEach(() => {
      const opened = open();
      store = opened.store;
      rooms = new HotRooms(store, opened.hotLog, new Random(1));
      room = randomUUID();
    });
    const send = async (count: number) => {
      for (let index = 0; index < count; index += 1)
        await rooms.append(room, message(PEOPLE[0] ?? '', `text ${index}`));
    };
    const page = (limit: number) => rooms.reads.history(room, { ...NEWEST, limit });
    const counts = () => ({ ...rooms.reads.counts });

    it('has its newest page from the hot log, as the store has it', async () => {
      await rooms.append(room, joined(PEOPLE[0] ?? ''));
      await send(30);
      await rooms.append(room, event(PEOPLE[0] ?? '', { type: 'message.edited', messageSeq: 30, body: 'edited' }));
      for (const limit of [1, 20, 29, 30, 31, 100]) {
        expect(await page(limit)).toEqual(await store.history(room, { ...NEWEST, limit }));
      }
      expect(counts()).toEqual({ hits: 6, misses: 0 });
    });

    it('has what came after a place from the hot log', async () => {
      await send(30);
      expect(await rooms.reads.log.read(room, { after: 10, limit: 5 })).toEqual(
        await store.log.read(room, { after: 10, limit: 5 }),
      );
      expect(counts()).toEqual({ hits: 1, misses: 0 });
    });

    it('shows nothing of a deleted message, and goes on from there', async () => {
      await send(5);
      await rooms.append(room, event(PEOPLE[0] ?? '', { type: 'message.deleted', messageSeq: 3 }));
      expect(JSON.stringify(await page(20))).not.toContain('text 2');
      await send(25);
      expect(await page(20)).toEqual(await store.history(room, { ...NEWEST, limit: 20 }));
      expect(counts()).toEqual({ hits: 1, misses: 1 });
    });

    it('is read from the store where its end was not announced', async () => {
      await send(30);
      await rooms.append(room, message(PEOPLE[0] ?? '', 'the last'), true);
      expect((await page(20)).rows.at(-1)?.body).toBe('the last');
      expect((await rooms.reads.log.read(room, { after: 25, limit: 100 })).events.at(-1)?.seq).toBe(31);
      expect(counts()).toEqual({ hits: 0, misses: 2 });
    });

    it('is read from the store for every other page', async () => {
      await send(30);
      const requests = [
        { ...NEWEST, limit: 5, before: 20 },
        { ...NEWEST, limit: 5, after: 20 },
        { ...NEWEST, limit: 5, fromEnd: false },
        { around: 15, limit: 5 },
      ];
      for (const request of requests) {
        expect(await rooms.reads.history(room, request)).toEqual(await store.history(room, request));
      }
      expect(counts()).toEqual({ hits: 0, misses: 0 });
    });
  });
}
