import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import type { PushNotification, PushOutcome } from '#platform/push/push.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { until } from '#tests/kit/until.ts';
import { PostgresNotificationStore } from '../store/postgres.ts';
import type { PushQueue } from '../store/store.ts';
import { PushChecks } from './push-checks.ts';
import { Pusher } from './pusher.ts';

const logger = createLogger({ level: 'silent' });

/** The process died: what it was about to do is not done, and nobody hears from it again. */
const died = () => new Promise<never>(() => undefined);

let testDatabase: TestDatabase;
let database: Database;
let store: PostgresNotificationStore;

beforeAll(async () => {
  testDatabase = await freshDatabase();
  database = new Database({ connection: testDatabase.connection('lynk_notification'), logger });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  for (const table of ['push_targets', 'due_pushes', 'deliveries']) await database.query(`DELETE FROM ${table}`);
  store = new PostgresNotificationStore(database);
});

/** Somebody with two devices, who is to be told of a message, and what was shown on them. */
async function stage() {
  const [userId, senderId, roomId] = [randomUUID(), randomUUID(), randomUUID()];
  let now = Date.UTC(2026, 0, 31);
  for (const token of ['phone', 'tablet']) {
    const address = { kind: 'FCM', token } as const;
    const ids = { id: randomUUID(), sessionId: randomUUID(), userId };
    await store.targets.register({ ...ids, address, name: null, createdAt: now }, 20);
  }
  await store.pushes.add({ roomId, seq: 3, sentAt: now }, [{ userId, dueAt: now }]);
  const message = { roomId, seq: 3, senderId, body: 'Hello', mentionedUserIds: [], deleted: false };
  const clock = { now: () => now };
  const checks = new PushChecks({
    store,
    clock,
    roomReader: { messages: async () => [message], readUpTo: async () => [0], members: async () => [userId] },
    roomAccess: {
      check: async () => [
        {
          room: { kind: 'GROUP', visibility: 'PRIVATE', name: 'Trains', pair: null },
          membership: { role: 'MEMBER', joinedAt: 0 },
        },
      ],
    },
    validation: {
      relations: async () => [{ exists: true, blocked: false, blockedBy: false }],
      filters: async () => ({ hidden: [], silent: [] }),
    },
    profiles: { displayNames: async () => ['Ann'] },
    sessions: { usable: async (sessionIds) => sessionIds },
  });
  /** `token collapse ID` → how often it was handed over. */
  const handedOver = new Map<string, number>();
  let outcome: PushOutcome = 'taken';
  const push = {
    send: async (notifications: readonly PushNotification[]) => {
      if (outcome === 'taken') {
        for (const { address, collapseId } of notifications) {
          const key = `${address.token} ${collapseId}`;
          handedOver.set(key, (handedOver.get(key) ?? 0) + 1);
        }
      }
      return notifications.map(() => outcome);
    },
  };
  const run = (overrides: { pushes?: PushQueue; push?: typeof push } = {}) => {
    const pushes = overrides.pushes ?? store.pushes;
    return new Pusher({
      store: { pushes, targets: store.targets },
      checks,
      push: overrides.push ?? push,
      clock,
      logger,
    });
  };
  return {
    userId,
    handedOver,
    push,
    run,
    answer: (next: PushOutcome) => {
      outcome = next;
    },
    /** Turns the clock on. */
    pass: (ms: number) => {
      now += ms;
    },
    untilDone: () => until('nothing to be in line', async () => (await store.pushes.size(1)) === 0),
  };
}

const tokensOf = (handedOver: ReadonlyMap<string, number>) =>
  [...handedOver.keys()].map((key) => key.split(' ')[0]).sort();

describe('pushes', () => {
  it('reach every device once', async () => {
    const { run, handedOver, untilDone } = await stage();
    const pusher = run();
    onTestFinished(() => pusher.stop());
    await untilDone();
    expect([...handedOver.values()]).toEqual([1, 1]);
    expect(tokensOf(handedOver)).toEqual(['phone', 'tablet']);
  });

  it.each([
    ['before what is taken is written down', { method: 'begin', after: false }],
    ['after that, before the push service is called', { method: 'begin', after: true }],
    ['in the call, before the service has it', { method: 'send', after: false }],
    ['in the call, after the service has it', { method: 'send', after: true }],
    ['before it is written down as done', { method: 'done', after: false }],
    ['after that', { method: 'done', after: true }],
    ['before they are out of line', { method: 'settle', after: false }],
    ['after that', { method: 'settle', after: true }],
  ] as const)('are shown once on each device when the process dies %s', async (_when, { method, after }) => {
    const { run, push, handedOver, pass, untilDone } = await stage();
    let reached = false;
    const dying = <Target extends object>(target: Target) =>
      new Proxy(target, {
        get: (inner, name) => {
          const value: unknown = Reflect.get(inner, name);
          if (typeof value !== 'function') return value;
          const bound = (value as (...args: unknown[]) => unknown).bind(inner);
          if (name !== method) return bound;
          return async (...args: unknown[]) => {
            if (after) await bound(...args);
            reached = true;
            return died();
          };
        },
      });
    // It hangs for good, and is never stopped: so it is with the dead.
    run({ pushes: dying<PushQueue>(store.pushes), push: dying(push) });
    await until('the death', () => reached);
    pass(60_000);
    const next = run();
    onTestFinished(() => next.stop());
    await untilDone();
    // What has the same collapse ID is shown once, so what is shown are the keys.
    expect(tokensOf(handedOver)).toEqual(['phone', 'tablet']);
  });

  it('are handed over again under the same collapse ID until they are taken', async () => {
    const { run, push, answer, handedOver, pass, untilDone } = await stage();
    const collapseIds: string[][] = [];
    const watched = {
      send: (notifications: readonly PushNotification[]) => {
        collapseIds.push(notifications.map(({ collapseId }) => collapseId).sort());
        return push.send(notifications);
      },
    };
    answer('failed');
    const pusher = run({ push: watched });
    onTestFinished(() => pusher.stop());
    await until('two attempts', () => {
      pass(1_000);
      return collapseIds.length >= 2;
    });
    answer('taken');
    await until('the third one to be taken', async () => {
      pass(10_000);
      return (await store.pushes.size(1)) === 0;
    });
    await untilDone();
    expect(tokensOf(handedOver)).toEqual(['phone', 'tablet']);
    expect(new Set(collapseIds.map((ids) => ids.join())).size).toBe(1);
  });

  it('forget devices that are not there any more', async () => {
    const { run, answer, userId, untilDone } = await stage();
    answer('gone');
    const pusher = run();
    onTestFinished(() => pusher.stop());
    await untilDone();
    expect(await store.targets.ofPeople([userId])).toEqual([]);
  });
});
