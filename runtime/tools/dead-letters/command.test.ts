import { expect, test } from 'vitest';
import type { DeadLetter, DeadLetters } from '#platform/event-log/dead-letters.ts';
import { carryOut, readCommand } from './command.ts';

const IDS = [1, 2, 3].map((n) => `0000000${n}-0000-4000-8000-000000000000`);

/** Two groups; `done` is what was done. */
function fakeLetters(): DeadLetters & { readonly done: string[] } {
  const done: string[] = [];
  const letter = (group: string, n: number, topic: string): DeadLetter => ({
    group,
    record: { id: IDS[n] ?? '', topic, key: `key ${n}`, payload: { userId: 'a payload' }, occurredAt: 0 },
    attempts: 36,
    reason: 'SERVICE_UNAVAILABLE',
    diedAt: 1_700_000_000_000,
  });
  const letters = [
    letter('user', 0, 'user.created'),
    letter('media', 1, 'room.picture'),
    letter('media', 2, 'user.picture'),
  ];
  return {
    done,
    groups: async () => ['media', 'user'],
    list: async (group) => letters.filter((each) => each.group === group),
    replay: async (group, ids) => done.push(`replay ${group} ${ids.join()}`) && ids.length,
    discard: async (group, ids) => done.push(`discard ${group} ${ids.join()}`) && ids.length,
  };
}

async function run(...args: string[]) {
  const [letters, lines]: [ReturnType<typeof fakeLetters>, string[]] = [fakeLetters(), []];
  await carryOut(readCommand(args), letters, (line) => lines.push(line));
  return { lines, done: letters.done };
}

test('lists one line for each, of a group and a topic if they are given', async () => {
  const { lines } = await run('list');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe(
    `2023-11-14T22:13:20.000Z  media  room.picture  ${IDS[1]}  key key 1  36 attempts  SERVICE_UNAVAILABLE`,
  );
  expect((await run('list', '--group', 'user')).lines).toHaveLength(1);
  expect((await run('list', '--topic', 'user.picture')).lines).toHaveLength(1);
  expect((await run('list', '--topic', 'other')).lines).toEqual(['There are no such dead letters.']);
});

test('shows what a record says only when that is asked for', async () => {
  expect((await run('show', String(IDS[0]))).lines.join()).not.toContain('a payload');
  expect((await run('show', String(IDS[0]), '--payload')).lines.join()).toContain('a payload');
});

test('replays and discards what was named, group by group', async () => {
  expect((await run('replay', String(IDS[1]).toUpperCase())).done).toEqual([`replay media ${IDS[1]}`]);
  expect((await run('discard', '--all')).done).toEqual([`discard media ${IDS[1]},${IDS[2]}`, `discard user ${IDS[0]}`]);
  expect((await run('replay', '--all', '--group', 'user')).lines).toEqual(['user: 1 replayed']);
});

test('says how to use it when it is not said what to do with which', async () => {
  const wrong = [
    [],
    ['burn'],
    ['replay'],
    ['discard'],
    ['list', '--all'],
    ['list', 'x'],
    ['replay', 'x', '--all'],
    ['list', '--x'],
  ];
  for (const args of wrong) await expect(run(...args)).rejects.toThrow('Usage: npm run dead-letters');
  await expect(run('list', '--group', 'other')).rejects.toThrow('There is no group other, but media, user.');
});
