import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeUser, useUserStore } from './harness.ts';

const store = useUserStore();
const ERRORS = 'userErrors { code field }';
const BLOCK = `mutation ($input: BlockUserInput!) { blockUser(input: $input) { user { id blockedByViewer } ${ERRORS} } }`;

describe('what the user subgraph serves', () => {
  it('is how people stand to each other, in the order asked for', async () => {
    const { registered, mutate, validation, away } = makeUser(store());
    const [ann, bob, cid] = [registered(), registered(), registered()];
    await mutate(BLOCK, { userId: bob.id }, ann.identity);
    const nobody = randomUUID();
    const pairs = [
      { userId: ann.userId, otherId: bob.userId },
      { userId: bob.userId, otherId: ann.userId },
      { userId: ann.userId, otherId: cid.userId },
      { userId: ann.userId, otherId: nobody },
      { userId: ann.userId, otherId: bob.userId },
    ];
    const blocked = { exists: true, blocked: true, blockedBy: false };
    expect(await validation.relations(pairs)).toEqual([
      blocked,
      { exists: true, blocked: false, blockedBy: true },
      { exists: true, blocked: false, blockedBy: false },
      { exists: false, blocked: false, blockedBy: false },
      blocked,
    ]);
    expect(await validation.relations([])).toEqual([]);
    expect(await validation.filters(ann.userId)).toEqual({ hidden: [bob.userId], silent: [bob.userId] });
    expect(await validation.filters(bob.userId)).toEqual({ hidden: [], silent: [ann.userId] });
    away.accounts = true;
    await expect(validation.relations(pairs)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('is what it holds about a person, until that is erased', async () => {
    const { registered, mutate, privacy, accounts, references } = makeUser(store());
    const [ann, bob] = [registered(), registered()];
    await mutate(BLOCK, { userId: bob.id }, ann.identity);
    expect(await privacy.exportPerson(ann.userId)).toMatchObject({
      profile: { username: ann.username },
      blockedUserIds: [bob.userId],
    });
    accounts.delete(ann.userId);
    await privacy.erasePerson(ann.userId);
    await privacy.erasePerson(ann.userId);
    expect(await privacy.exportPerson(ann.userId)).toBeNull();
    expect((await references('User', [ann.id])).data._entities).toEqual([null]);
  });
});
