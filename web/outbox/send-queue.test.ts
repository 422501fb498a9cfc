import { expect, test } from 'vitest';
import { type Outcome, type OutgoingMessage, SendQueue } from './send-queue.ts';

/** A queue whose tries are answered by hand. */
function lab(unsent: readonly OutgoingMessage[] = []) {
  const store = { unsent };
  const tries: { readonly message: OutgoingMessage; readonly answer: (outcome: Outcome) => Promise<void> }[] = [];
  const waits: { readonly ms: number; readonly end: () => Promise<void> }[] = [];
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const queue = new SendQueue({
    now: () => 0,
    unsent: {
      read: () => store.unsent,
      write: (messages) => {
        store.unsent = messages;
      },
    },
    send: (message) =>
      new Promise((resolve) => {
        tries.push({
          message,
          answer: (outcome) => {
            resolve(outcome);
            return settled();
          },
        });
      }),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve());
        waits.push({
          ms,
          end: () => {
            resolve();
            return settled();
          },
        });
      }),
  });
  const add = (...keys: string[]) => {
    for (const key of keys) queue.add({ roomId: 'r', clientMessageId: key, body: key });
  };
  const states = () => queue.of('r').map(({ clientMessageId, state }) => `${clientMessageId} ${state}`);
  const tried = () => tries.map(({ message }) => message.clientMessageId);
  const kept = () => store.unsent.map(({ clientMessageId, state }) => `${clientMessageId} ${state}`);
  return { queue, tries, waits, add, states, tried, settled, store, kept };
}

test('messages of a room are sent one after the other', async () => {
  const { add, tries, tried, states } = lab();
  add('a', 'b');
  expect(tried()).toEqual(['a']);
  await tries[0]?.answer({ kind: 'sent' });
  expect(tried()).toEqual(['a', 'b']);
  expect(states()).toEqual(['a sent', 'b sending']);
});

test('what does not get through is tried again under the same key, after longer and longer pauses, before what follows', async () => {
  const { add, tries, tried, waits } = lab();
  add('a', 'b');
  for (const index of [0, 1, 2]) {
    await tries[index]?.answer({ kind: 'unreachable' });
    await waits[index]?.end();
  }
  expect(tried()).toEqual(['a', 'a', 'a', 'a']);
  expect(waits.map(({ ms }) => ms)).toEqual([500, 1_000, 2_000]);
  await tries[3]?.answer({ kind: 'sent' });
  expect(tried()).toEqual(['a', 'a', 'a', 'a', 'b']);
});

test('it waits as long as the server asks for', async () => {
  const { add, tries, waits } = lab();
  add('a');
  await tries[0]?.answer({ kind: 'unreachable', waitMs: 7_000 });
  expect(waits[0]?.ms).toBe(7_000);
});

test('a connection that is back ends the pause', async () => {
  const { add, tries, tried, queue, settled } = lab();
  add('a');
  await tries[0]?.answer({ kind: 'unreachable' });
  queue.wake();
  await settled();
  expect(tried()).toEqual(['a', 'a']);
});

test('what is refused waits for the person and holds nobody up', async () => {
  const { add, tries, tried, states, queue } = lab();
  add('a', 'b');
  await tries[0]?.answer({ kind: 'refused', problem: 'Too long.' });
  expect(states()).toEqual(['a failed', 'b sending']);
  expect(queue.of('r')[0]?.problem).toBe('Too long.');
  await tries[1]?.answer({ kind: 'sent' });
  queue.retry('r', 'a');
  expect(tried()).toEqual(['a', 'b', 'a']);
  expect(states()).toEqual(['a sending', 'b sent']);
});

test('a message that the room shows before its answer comes is forgotten for good', async () => {
  const { add, tries, states, queue } = lab();
  add('a', 'b');
  queue.forget('r', ['a']);
  await tries[0]?.answer({ kind: 'sent' });
  expect(states()).toEqual(['b sending']);
});

test('rooms do not wait for each other, and a closed queue tries nothing more', async () => {
  const { queue, tries, tried, waits, settled } = lab();
  queue.add({ roomId: 'r', clientMessageId: 'a', body: '' });
  queue.add({ roomId: 's', clientMessageId: 'b', body: '' });
  expect(tried()).toEqual(['a', 'b']);
  await tries[0]?.answer({ kind: 'unreachable' });
  expect(waits).toHaveLength(1);
  queue.close();
  await settled();
  expect(tried()).toEqual(['a', 'b']);
});

test('what is not sent is kept until it is, and a closed queue leaves it there', async () => {
  const { queue, add, tries, kept } = lab();
  add('a', 'b', 'c');
  expect(kept()).toEqual(['a sending', 'b sending', 'c sending']);
  await tries[0]?.answer({ kind: 'sent' });
  await tries[1]?.answer({ kind: 'refused', problem: 'Too long.' });
  expect(kept()).toEqual(['b failed', 'c sending']);
  queue.close();
  await tries[2]?.answer({ kind: 'refused', problem: 'The session has ended.' });
  expect(kept()).toEqual(['b failed', 'c sending']);
});

test('a queue that is made anew goes on with what was kept, under the same keys and in the same order', async () => {
  const before = lab();
  before.add('a', 'b', 'c');
  await before.tries[0]?.answer({ kind: 'refused', problem: 'Too long.' });
  before.queue.close();

  const after = lab(before.store.unsent);
  expect(after.states()).toEqual(['a failed', 'b sending', 'c sending']);
  await after.tries[0]?.answer({ kind: 'sent' });
  await after.tries[1]?.answer({ kind: 'sent' });
  expect(after.tried()).toEqual(['b', 'c']);
  expect(after.kept()).toEqual(['a failed']);
});
