import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PageRequest } from '#platform/pagination/connection.ts';
import type { MomentKey } from '#platform/pagination/moment-cursor.ts';
import { expectedPage, type PlaceArguments } from '#tests/kit/pages.ts';
import type { DuePush, InboxItem, NewPushTarget, NotificationStore } from './store.ts';

const NOW = Date.UTC(2026, 0, 31);

function aTarget(overrides: Partial<NewPushTarget> = {}): NewPushTarget {
  const address = { kind: 'FCM', token: randomUUID() } as const;
  const ids = { id: randomUUID(), userId: randomUUID(), sessionId: randomUUID() };
  return { ...ids, address, name: null, createdAt: NOW, ...overrides };
}

function anItem(overrides: Partial<InboxItem> = {}): InboxItem {
  const ids = { id: randomUUID(), userId: randomUUID(), roomId: randomUUID(), actorId: randomUUID() };
  return { ...ids, kind: 'MENTION', messageSeq: 1, createdAt: NOW, readAt: null, ...overrides };
}

const place = ({ roomId, seq, userId }: DuePush) => ({ roomId, seq, userId });

/** What every {@link NotificationStore} keeps. `create` makes an empty store. */
export function describeNotificationStore(name: string, create: () => Promise<NotificationStore>): void {
  describe(`notification store: ${name}`, () => {
    let store: NotificationStore;
    beforeEach(async () => {
      store = await create();
    });

    describe('devices', () => {
      it('are registered once a session, whatever is said about them again', async () => {
        const target = aTarget({ name: 'Phone' });
        expect(await store.targets.register(target, 20)).toEqual({ ...target, lastDeliveredAt: null });
        const again = { ...target, id: randomUUID(), name: 'Telephone', createdAt: NOW + 1 };
        const renamed = { ...target, name: 'Telephone', lastDeliveredAt: null };
        expect(await store.targets.register(again, 20)).toEqual(renamed);
        const endpoint = 'https://push.example/1';
        const address = { kind: 'WEB_PUSH', token: endpoint, p256dh: 'p', auth: 'a' } as const;
        expect(await store.targets.register({ ...again, address }, 20)).toEqual({ ...renamed, address });
        expect(await store.targets.ofPeople([target.userId])).toEqual([{ ...renamed, address }]);
      });

      it('move to the session that registers them last', async () => {
        const first = aTarget();
        const second = aTarget({ address: first.address });
        await store.targets.register(first, 20);
        await store.targets.register(second, 20);
        expect(await store.targets.ofPeople([first.userId, second.userId])).toEqual([
          { ...second, lastDeliveredAt: null },
        ]);
        await store.targets.register(
          aTarget({ address: { kind: 'WEB_PUSH', token: first.address.token, p256dh: 'p', auth: 'a' } }),
          20,
        );
        expect(await store.targets.reachable([second.userId])).toEqual([second.userId]);
      });

      it('are bounded for each person, whoever comes at once', async () => {
        const userId = randomUUID();
        const attempts = Array.from({ length: 6 }, () => aTarget({ userId }));
        const answers = await Promise.all(attempts.map((target) => store.targets.register(target, 3)));
        expect(answers.filter(Boolean)).toHaveLength(3);
        const kept = attempts.find((_target, index) => answers[index]);
        if (!kept) throw new Error('None was registered.');
        const next = aTarget({ userId, address: kept.address });
        expect(await store.targets.register(next, 3)).toMatchObject({ id: next.id });
        expect(await store.targets.ofPeople([userId])).toHaveLength(3);
      });

      it('go with their sessions, when they are removed, and when there is no such device any more', async () => {
        const userId = randomUUID();
        const targets = [aTarget({ userId }), aTarget({ userId }), aTarget({ userId }), aTarget({ userId })] as const;
        for (const target of targets) await store.targets.register(target, 20);
        await store.targets.endSessions([targets[0].sessionId, randomUUID()]);
        await store.targets.remove(randomUUID(), targets[1].id);
        await store.targets.remove(userId, targets[1].id);
        await store.targets.gone([targets[2].id]);
        expect((await store.targets.ofPeople([userId])).map(({ id }) => id)).toEqual([targets[3].id]);
      });

      it('tell their sessions in pages', async () => {
        const sessions = Array.from({ length: 5 }, () => randomUUID()).sort();
        for (const sessionId of sessions) await store.targets.register(aTarget({ sessionId }), 20);
        expect(await store.targets.sessions(null, 2)).toEqual(sessions.slice(0, 2));
        expect(await store.targets.sessions(sessions[1] ?? '', 9)).toEqual(sessions.slice(2));
      });
    });

    describe('mutes', () => {
      it('last until their time, and keep when they began', async () => {
        const [userId, roomId] = [randomUUID(), randomUUID()];
        const mute = { userId, roomId, since: NOW, until: NOW + 10, includingMentions: false };
        const keys = [
          { userId, roomId },
          { userId, roomId },
          { userId, roomId: randomUUID() },
        ];
        await store.mutes.set(mute);
        expect(await store.mutes.at(NOW + 9, keys)).toEqual([mute]);
        expect(await store.mutes.at(NOW + 10, keys)).toEqual([]);
        await store.mutes.set({ ...mute, since: NOW + 5, until: null, includingMentions: true });
        expect(await store.mutes.at(NOW + 99, keys)).toEqual([{ ...mute, until: null, includingMentions: true }]);
        await store.mutes.clear(userId, roomId);
        expect(await store.mutes.at(NOW, keys)).toEqual([]);
        await store.mutes.set(mute);
        await store.mutes.set({ ...mute, since: NOW + 20, until: NOW + 30 });
        expect(await store.mutes.at(NOW + 21, keys)).toMatchObject([{ since: NOW + 20 }]);
      });
    });

    describe('the line of pushes', () => {
      const roomId = randomUUID();
      const put = (seq: number, people: Record<string, number>) =>
        store.pushes.add(
          { roomId, seq, sentAt: NOW },
          Object.entries(people).map(([userId, dueAt]) => ({ userId, dueAt })),
        );

      it('gives out what is due, each to one, and again when it was not settled in time', async () => {
        const [early = '', late = ''] = [randomUUID(), randomUUID()];
        let added = 0;
        const end = store.pushes.onAdded(() => {
          added += 1;
        });
        await put(1, { [early]: NOW, [late]: NOW + 10 });
        expect(added).toBe(1);
        end();
        await put(1, { [early]: NOW + 99, [late]: NOW + 99 });
        expect(await store.pushes.claim(NOW - 1, NOW + 5, 10)).toEqual([]);
        expect(await store.pushes.claim(NOW, NOW + 5, 10)).toEqual([
          { roomId, seq: 1, userId: early, sentAt: NOW, attempts: 1 },
        ]);
        expect(await store.pushes.claim(NOW + 4, NOW + 9, 10)).toEqual([]);
        const again = await store.pushes.claim(NOW + 5, NOW + 50, 10);
        expect(again).toEqual([{ roomId, seq: 1, userId: early, sentAt: NOW, attempts: 2 }]);
        await store.pushes.settle(again);
        const rest = await store.pushes.claim(NOW + 50, NOW + 60, 10);
        expect(rest.map(place)).toEqual([{ roomId, seq: 1, userId: late }]);
        await store.pushes.postpone(rest, NOW + 70);
        expect(await store.pushes.claim(NOW + 69, NOW + 99, 10)).toEqual([]);
        expect(await store.pushes.claim(NOW + 70, NOW + 99, 10)).toHaveLength(1);
      });

      it('gives different ones to those who take at once, and counts up to a limit', async () => {
        const people = Object.fromEntries(Array.from({ length: 30 }, () => [randomUUID(), NOW]));
        await put(2, people);
        expect(await store.pushes.size(100)).toBe(30);
        expect(await store.pushes.size(7)).toBe(7);
        const taken = await Promise.all(Array.from({ length: 5 }, () => store.pushes.claim(NOW, NOW + 9, 6)));
        expect(new Set(taken.flat().map(({ userId }) => userId)).size).toBe(taken.flat().length);
      });
    });

    describe('the ledger', () => {
      it('has one entry for a message and a device, until it is done', async () => {
        const target = aTarget();
        await store.targets.register(target, 20);
        const delivery = { roomId: randomUUID(), seq: 1, userId: target.userId, targetId: target.id };
        const other = { ...delivery, seq: 2 };
        expect(await store.pushes.begin([delivery], NOW)).toEqual([delivery]);
        expect(await store.pushes.begin([delivery], NOW)).toEqual([delivery]);
        await store.pushes.done([delivery], NOW + 3);
        expect(await store.pushes.begin([delivery, other], NOW)).toEqual([other]);
        expect(await store.targets.ofPeople([target.userId])).toMatchObject([{ lastDeliveredAt: NOW + 3 }]);
      });

      it('is forgotten by age, as are mutes that are over', async () => {
        const delivery = { roomId: randomUUID(), seq: 1, userId: randomUUID(), targetId: randomUUID() };
        await store.pushes.begin([delivery], NOW);
        await store.pushes.done([delivery], NOW);
        const mute = {
          userId: randomUUID(),
          roomId: randomUUID(),
          since: NOW,
          until: NOW + 5,
          includingMentions: false,
        };
        await store.mutes.set(mute);
        expect(await store.sweep(NOW, NOW, 10)).toBe(0);
        expect(await store.sweep(NOW + 5, NOW + 1, 10)).toBe(1);
        expect(await store.pushes.begin([delivery], NOW)).toEqual([delivery]);
        expect(await store.mutes.at(NOW, [mute])).toEqual([]);
      });
    });

    describe('inboxes', () => {
      it('hold each item once, and keep that it was read', async () => {
        const item = anItem();
        await store.inbox.add([item]);
        await store.inbox.markRead(item.userId, [item.id], NOW + 1);
        await store.inbox.add([item, item]);
        expect(await itemsOf(item.userId)).toEqual([{ ...item, readAt: NOW + 1 }]);
        expect(await store.inbox.unreadCount(item.userId)).toBe(0);
      });

      it('hold the mentions that a message has now', async () => {
        const message = { roomId: randomUUID(), seq: 7 };
        const about = { roomId: message.roomId, messageSeq: message.seq };
        const [first, second, elsewhere] = [
          anItem(about),
          anItem(about),
          anItem({ roomId: message.roomId, messageSeq: 8 }),
        ];
        await store.inbox.add([elsewhere]);
        expect(await store.inbox.setMentions(message, [first])).toEqual([]);
        expect(await store.inbox.setMentions(message, [first, second])).toEqual([]);
        expect(await store.inbox.setMentions(message, [second])).toEqual([first.userId]);
        expect(await itemsOf(first.userId)).toEqual([]);
        expect(await store.inbox.setMentions(message, [])).toEqual([second.userId]);
        expect(await itemsOf(elsewhere.userId)).toEqual([elsewhere]);
      });

      it('lose what stands in a room, or is the doing of somebody', async () => {
        const [userId, roomId, actorId] = [randomUUID(), randomUUID(), randomUUID()];
        const items = [anItem({ userId, roomId }), anItem({ userId, actorId }), anItem({ userId })] as const;
        await store.inbox.add([...items, anItem({ roomId, actorId })]);
        await store.inbox.removeRoom(userId, roomId);
        await store.inbox.removeActor(userId, actorId);
        expect(await itemsOf(userId)).toEqual([items[2]]);
      });

      it('are marked as read up to an item, by their person alone', async () => {
        const userId = randomUUID();
        const items = [0, 1, 1, 2].map((later) => anItem({ userId, createdAt: NOW + later })).sort(newestFirst);
        await store.inbox.add(items);
        await store.inbox.markReadUpTo(randomUUID(), items[0]?.id ?? '', NOW);
        expect(await store.inbox.unreadCount(userId)).toBe(4);
        await store.inbox.markReadUpTo(userId, items[2]?.id ?? '', NOW);
        expect((await itemsOf(userId, true)).map(({ id }) => id)).toEqual(items.slice(0, 2).map(({ id }) => id));
        await store.inbox.markRead(
          randomUUID(),
          items.map(({ id }) => id),
          NOW,
        );
        expect(await store.inbox.unreadCount(userId)).toBe(2);
      });

      it('count what is unread up to 1,000', async () => {
        const userId = randomUUID();
        await store.inbox.add(Array.from({ length: 1_002 }, () => anItem({ userId })));
        expect(await store.inbox.unreadCount(userId)).toBe(1_000);
      });

      it.each([false, true])('are read in pages from new to old, exactly; unread ones only: %s', async (unreadOnly) => {
        const userId = randomUUID();
        // Some moments are the same: the ID decides between them.
        const items = [0, 0, 1, 1, 2, 2].map((later) => anItem({ userId, createdAt: NOW + later })).sort(newestFirst);
        await store.inbox.add([...items, anItem()]);
        if (unreadOnly) {
          const read = anItem({ userId, createdAt: NOW + 1, readAt: NOW + 9 });
          await store.inbox.add([read]);
        }
        const rows = items.map(({ id, createdAt }, index) => ({ id, key: { at: createdAt, id }, place: index }));
        const keyAt = (index: number | undefined) => (index === undefined ? null : (rows[index]?.key ?? null));
        for (const page of EVERY_PAGE) {
          const request: PageRequest<MomentKey> = {
            limit: page.first ?? page.last ?? 0,
            fromEnd: page.last !== undefined,
            after: keyAt(page.after),
            before: keyAt(page.before),
          };
          const { rows: found, ...further } = await store.inbox.page(userId, unreadOnly, request);
          const actual = { ids: found.map(({ id }) => id), ...further };
          expect(actual, JSON.stringify(page)).toEqual(expectedPage(rows, page));
        }
      });

      async function itemsOf(userId: string, unreadOnly = false): Promise<readonly InboxItem[]> {
        const all = { limit: 100, fromEnd: false, after: null, before: null };
        return (await store.inbox.page(userId, unreadOnly, all)).rows;
      }
    });

    describe('people', () => {
      it('are told everything but secrets, and are forgotten', async () => {
        const target = aTarget();
        const { userId } = target;
        const roomId = randomUUID();
        await store.targets.register(target, 20);
        await store.mutes.set({ userId, roomId, since: NOW, until: null, includingMentions: true });
        await store.inbox.add([anItem({ userId }), anItem({ actorId: userId })]);
        await store.pushes.add({ roomId, seq: 1, sentAt: NOW }, [{ userId, dueAt: NOW }]);
        await store.pushes.begin([{ roomId, seq: 1, userId, targetId: target.id }], NOW);
        const records = await exported(userId);
        expect(records.map(({ type }) => type).sort()).toEqual(['delivery', 'inboxItem', 'pushTarget', 'roomMute']);
        expect(JSON.stringify(records)).not.toContain(target.address.token);
        await store.erasePerson(userId);
        await store.erasePerson(userId);
        expect(await exported(userId)).toEqual([]);
        expect(await store.pushes.claim(NOW + 9, NOW + 10, 10)).toEqual([]);
      });

      async function exported(userId: string) {
        const records: Readonly<Record<string, unknown>>[] = [];
        for await (const record of store.exportPerson(userId)) records.push(record);
        return records;
      }
    });
  });
}

/** Every page of a list of six. */
const EVERY_PAGE: PlaceArguments[] = ['first', 'last'].flatMap((end) =>
  [1, 2, 7].flatMap((size) =>
    [undefined, 0, 2, 5].flatMap((after) =>
      [undefined, 1, 3, 5].map((before) => ({
        [end]: size,
        ...(after !== undefined && { after }),
        ...(before !== undefined && { before }),
      })),
    ),
  ),
);

function newestFirst(a: InboxItem, b: InboxItem): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
}
