import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { RoomReader } from '#platform/room-reader/room-reader.ts';
import type { PushQueue, PushTargetStore } from '../store/store.ts';
import { FanOut, PUSH_LIFE_MS } from './fan-out.ts';

const NOW = Date.UTC(2026, 0, 31);
const DELAY_MS = 15_000;

let members: string[];
let inLine: number;
/** Person → when it is to be told. */
let added: Map<string, number>;
/** How many members or people each question was about. */
let asked: number[];

beforeEach(() => {
  members = [];
  inLine = 0;
  added = new Map();
  asked = [];
});

/** @param online who is there; @param withoutDevice who has none */
function make(options: { online?: ReadonlySet<string>; withoutDevice?: ReadonlySet<string> } = {}) {
  const { online = new Set(), withoutDevice = new Set() } = options;
  const count = (people: readonly string[]) => {
    asked.push(people.length);
    return people;
  };
  const targets = {
    reachable: async (people: readonly string[]) => count(people).filter((userId) => !withoutDevice.has(userId)),
  };
  const pushes = {
    size: async () => inLine,
    add: async (_message: object, people: readonly { userId: string; dueAt: number }[]) => {
      for (const { userId, dueAt } of people) added.set(userId, dueAt);
    },
  };
  const roomReader: Pick<RoomReader, 'members'> = {
    members: async (_roomId, after, limit) => {
      const start = after === null ? 0 : members.indexOf(after) + 1;
      return count(members.slice(start, start + limit));
    },
  };
  const presence = {
    states: async (people: readonly string[]) =>
      new Map(count(people).map((userId) => [userId, { online: online.has(userId), lastActiveAt: null }])),
  };
  return new FanOut({
    store: { targets: targets as unknown as PushTargetStore, pushes: pushes as unknown as PushQueue },
    roomReader: roomReader as RoomReader,
    presence: presence as unknown as ConstructorParameters<typeof FanOut>[0]['presence'],
    clock: { now: () => NOW },
    delayMs: DELAY_MS,
  });
}
const fact = (actorId: string, at = NOW) =>
  ({ roomId: randomUUID(), seq: 3, type: 'message.sent', actorId, mentionedUserIds: null, at }) as const;

it('tells who is away at once and who is there after a while, and never the sender or who has no device', async () => {
  const [sender, away, there, without] = Array.from({ length: 4 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
  ];
  members = [sender, away, there, without];
  await make({ online: new Set([sender, there]), withoutDevice: new Set([without]) }).sent(fact(sender));
  expect(added).toEqual(
    new Map([
      [away, NOW],
      [there, NOW + DELAY_MS],
    ]),
  );
});

it('walks through a large room in pages of 500', async () => {
  members = Array.from({ length: 1_700 }, () => randomUUID());
  await make().sent(fact(randomUUID()));
  expect(added.size).toBe(1_700);
  expect(Math.max(...asked)).toBe(500);
});

it('leaves messages in the event log while too many pushes wait', async () => {
  members = [randomUUID()];
  inLine = 100_000;
  const fanOut = make();
  await expect(fanOut.sent(fact(randomUUID()))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(added.size).toBe(0);
  inLine = 0;
  await fanOut.sent(fact(randomUUID()));
  expect(added.size).toBe(1);
});

it('does not push what is heard of too late', async () => {
  members = [randomUUID()];
  await make().sent(fact(randomUUID(), NOW - PUSH_LIFE_MS - 1));
  expect(asked).toEqual([]);
});
