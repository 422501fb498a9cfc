import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type CommitGroup, GroupCommit, type GroupCommitLimits } from './group-commit.ts';

/** A commit that waits until the test lets it go on. */
function held(limits: Partial<GroupCommitLimits> = {}) {
  const groups: { key: string; items: readonly string[]; finish: (answers?: readonly (string | Error)[]) => void }[] =
    [];
  const commit: CommitGroup<string, string> = (key, items) =>
    new Promise((resolve) => {
      groups.push({ key, items, finish: (answers) => resolve(answers ?? items.map((item) => `${item}!`)) });
    });
  const queue = new GroupCommit(commit, { group: 3, waiting: 10, running: 2, waitMs: 60_000, ...limits });
  /** Finishes the oldest group and lets the next one begin. */
  const finishNext = async (answers?: readonly (string | Error)[]) => {
    const group = groups.shift();
    group?.finish(answers);
    await sleep(0);
    return group?.items;
  };
  return { queue, groups, finishNext };
}

describe('GroupCommit', () => {
  it('commits the first at once and what comes meanwhile together, in order', async () => {
    const { queue, finishNext } = held();
    const answers = ['a', 'b', 'c', 'd', 'e'].map((item) => queue.submit('room', item));
    expect(await finishNext()).toEqual(['a']);
    expect(await finishNext()).toEqual(['b', 'c', 'd']);
    expect(await finishNext()).toEqual(['e']);
    expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
  });

  it('commits other keys at the same time, as many as it may, the longest waiting first', async () => {
    const { queue, groups, finishNext } = held();
    const answers = ['a1', 'b1', 'c1', 'a2', 'd1'].map((item) => queue.submit(item.slice(0, 1), item));
    expect(groups.map(({ items }) => items)).toEqual([['a1'], ['b1']]);
    await finishNext();
    expect(groups.map(({ items }) => items)).toEqual([['b1'], ['c1']]);
    await finishNext();
    expect(groups.map(({ items }) => items)).toEqual([['c1'], ['d1']]);
    await finishNext();
    expect(groups.map(({ items }) => items)).toEqual([['d1'], ['a2']]);
    await finishNext();
    await finishNext();
    expect(await Promise.all(answers)).toHaveLength(5);
  });

  it('rejects one item without the others', async () => {
    const { queue, finishNext } = held();
    const answers = Promise.allSettled(['a', 'b', 'c'].map((item) => queue.submit('room', item)));
    await finishNext();
    await finishNext([new Error('not you'), 'good']);
    expect(await answers).toMatchObject([
      { value: 'a!' },
      { status: 'rejected', reason: { message: 'not you' } },
      { value: 'good' },
    ]);
  });

  it('rejects a whole group whose commit fails, and goes on', async () => {
    let calls = 0;
    const queue = new GroupCommit<string, string>(
      async (_key, items) => {
        calls += 1;
        if (calls === 2) throw new Error('away');
        return items;
      },
      { group: 2, waiting: 10, running: 1, waitMs: 60_000 },
    );
    const answers = await Promise.allSettled(['a', 'b', 'c', 'd'].map((item) => queue.submit('room', item)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await queue.submit('room', 'e')).toBe('e');
  });

  it('refuses at once when too many wait, and takes again when they do not', async () => {
    const { queue, finishNext } = held({ waiting: 2 });
    const answers = ['a', 'b', 'c'].map((item) => queue.submit('room', item));
    await expect(queue.submit('room', 'd')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect(queue.submit('other', 'd')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await finishNext();
    const later = queue.submit('other', 'e');
    await finishNext();
    await finishNext();
    expect(await Promise.all([...answers, later])).toEqual(['a!', 'b!', 'c!', 'e!']);
  });

  it('refuses what has waited too long, without trying it', async () => {
    const { queue, groups, finishNext } = held({ waitMs: 20 });
    const answers = Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((item) => queue.submit('room', item)));
    await sleep(40);
    await finishNext();
    expect(groups).toEqual([]);
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', ...Array(4).fill('rejected')]);
    const next = queue.submit('room', 'f');
    await finishNext();
    expect(await next).toBe('f!');
  });
});
