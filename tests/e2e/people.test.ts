import { beforeAll, describe, expect, it } from 'vitest';
import { BLOCK_USER, BLOCKED_USERS, UNBLOCK_USER, UPDATE_PROFILE, USER, USERS } from '#tests/kit/operations/user.ts';
import { expectedPage, shownPage, walk } from '#tests/kit/pages.ts';
import { type Person, register, registerAll } from '#tests/kit/people.ts';
import { promote } from '#tests/kit/promote.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
const UNKNOWN_USER = `u_${Buffer.alloc(16, 1).toString('base64url')}`;

describe('a profile', () => {
  let ann: Person;
  let ben: Person;
  beforeAll(async () => {
    [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
  });
  const update = async (input: { displayName?: string | null; bio?: string | null }) =>
    (await ann.client.get(UPDATE_PROFILE, { input })).updateProfile;

  it('is seen by others', async () => {
    const { user } = await ben.client.get(USER, { id: ann.id });
    expect(user).toMatchObject({ id: ann.id, username: ann.username, displayName: 'Ann', bio: null });
    expect(user?.blockedByViewer).toBe(false);
  });

  it('is changed field by field', async () => {
    expect(await update({ bio: 'I like trains.' })).toMatchObject({
      userErrors: [],
      user: { displayName: 'Ann', bio: 'I like trains.' },
    });
    expect((await update({ displayName: 'Änn 🚂' }))?.user).toMatchObject({
      displayName: 'Änn 🚂',
      bio: 'I like trains.',
    });
    expect((await update({}))?.user).toMatchObject({ displayName: 'Änn 🚂', bio: 'I like trains.' });
    expect((await update({ bio: null }))?.user).toMatchObject({ displayName: 'Änn 🚂', bio: null });
    const { user } = await ben.client.get(USER, { id: ann.id });
    expect(user).toMatchObject({ displayName: 'Änn 🚂', bio: null, username: ann.username });
  });

  it.each([
    ['displayName', '', 'DISPLAY_NAME_INVALID'],
    ['displayName', '   ', 'DISPLAY_NAME_INVALID'],
    ['displayName', null, 'DISPLAY_NAME_INVALID'],
    ['displayName', 'x'.repeat(65), 'DISPLAY_NAME_INVALID'],
    ['displayName', 'a\u0000b', 'DISPLAY_NAME_INVALID'],
    ['displayName', 'a\nb', 'DISPLAY_NAME_INVALID'],
    ['displayName', 'a\ud800b', 'DISPLAY_NAME_INVALID'],
    ['bio', 'x'.repeat(501), 'BIO_INVALID'],
    ['bio', 'a\u0000b', 'BIO_INVALID'],
  ])('refuses %s %j and changes nothing', async (field, value, code) => {
    const before = await ben.client.get(USER, { id: ann.id });
    const other = field === 'bio' ? { displayName: 'Somebody else' } : { bio: 'Something else' };
    const answer = await update({ ...other, [field]: value });
    expect(answer?.userErrors).toMatchObject([{ code, field: [field] }]);
    expect(answer?.user).toBeNull();
    expect(await ben.client.get(USER, { id: ann.id })).toEqual(before);
  });

  it.each(['x'.repeat(64), '🚂'.repeat(64)])('takes a name of exactly 64 characters', async (displayName) => {
    expect((await update({ displayName }))?.user?.displayName).toBe(displayName);
  });

  it('of nobody is NOT_FOUND', async () => {
    const answer = await ann.client.ask(USER, { id: UNKNOWN_USER });
    expect(answer.codes).toEqual(['NOT_FOUND']);
    expect(answer.data?.user).toBeNull();
  });
});

describe('the list of people', () => {
  it('is for admins alone', async () => {
    const ann = await register(lynk());
    expect((await ann.client.ask(USERS, {})).codes).toEqual(['FORBIDDEN']);
    expect((await lynk().anonymous.ask(USERS, {})).codes).toEqual(['UNAUTHENTICATED']);
  });

  it('is sorted and paged both ways, for the first admin that `user:role` makes', async () => {
    const newest = await registerAll(lynk(), 'Zoe', 'Yan', 'Xia');
    const admin = await promote(lynk(), await register(lynk(), 'Root'));
    const latest = (await admin.client.get(USERS, { first: 4, orderBy: { field: 'CREATED_AT', direction: 'DESC' } }))
      .users;
    expect(latest?.nodes.map(({ id }) => id).sort()).toEqual([admin, ...newest].map(({ id }) => id).sort());
    const { users } = await admin.client.get(USERS, { first: 100 });
    // Servers that have been used before have more people than one page holds: then their order is not known from it.
    if (users?.pageInfo.hasNextPage) return;
    const everyone = users?.edges ?? [];
    expect(everyone.length).toBeGreaterThanOrEqual(4);
    const byName = everyone
      .toSorted((a, b) => (a.node.username < b.node.username ? -1 : 1))
      .map((edge) => edge.node.id);
    const byTime = everyone.map((edge) => edge.node.id);
    for (const [field, expected] of [
      ['CREATED_AT', byTime],
      ['USERNAME', byName],
    ] as const) {
      for (const direction of ['ASC', 'DESC'] as const) {
        for (const way of ['forwards', 'backwards'] as const) {
          const ids = await walk(way, 3, async (page) => {
            const { users } = await admin.client.get(USERS, { ...page, orderBy: { field, direction } });
            return users ?? expect.fail('There is no page.');
          });
          expect(ids).toEqual(direction === 'ASC' ? expected : expected.toReversed());
        }
      }
    }
  });
});

describe('a block', () => {
  it('is put and taken back, each as often as one likes', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const input = { userId: ben.id };
    for (const _ of [1, 2]) {
      const { blockUser } = await ann.client.get(BLOCK_USER, { input });
      expect(blockUser).toEqual({ user: { id: ben.id, blockedByViewer: true }, userErrors: [] });
    }
    expect((await ann.client.get(USER, { id: ben.id })).user?.blockedByViewer).toBe(true);
    expect((await ben.client.get(USER, { id: ann.id })).user?.blockedByViewer).toBe(false);
    for (const _ of [1, 2]) {
      const { unblockUser } = await ann.client.get(UNBLOCK_USER, { input });
      expect(unblockUser).toEqual({ user: { id: ben.id, blockedByViewer: false }, userErrors: [] });
    }
    expect((await ann.client.get(BLOCKED_USERS, {})).viewer?.blockedUsers?.nodes).toEqual([]);
  });

  it('hides presence from both', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    expect((await ann.client.get(USER, { id: ben.id })).user?.presence).not.toBeNull();
    await ann.client.get(BLOCK_USER, { input: { userId: ben.id } });
    expect((await ann.client.get(USER, { id: ben.id })).user?.presence).toBeNull();
    expect((await ben.client.get(USER, { id: ann.id })).user?.presence).toBeNull();
  });

  it('cannot be put on oneself or on nobody', async () => {
    const ann = await register(lynk());
    const { blockUser } = await ann.client.get(BLOCK_USER, { input: { userId: ann.id } });
    expect(blockUser).toEqual({ user: null, userErrors: [{ code: 'CANNOT_BLOCK_SELF', field: ['userId'] }] });
    expect((await ann.client.ask(BLOCK_USER, { input: { userId: UNKNOWN_USER } })).codes).toEqual(['NOT_FOUND']);
  });

  it('stands in a list, the newest first, with exact pages', async () => {
    const [ann, ...others] = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo', 'Dan', 'Eve');
    for (const other of others) await ann.client.get(BLOCK_USER, { input: { userId: other.id } });
    const read = async (page: { first?: number; after?: string; last?: number; before?: string }) =>
      (await ann.client.get(BLOCKED_USERS, page)).viewer?.blockedUsers ?? expect.fail('There is no page.');
    const all = await read({});
    const rows = others.toReversed().map((person, place) => ({ id: person.id, place }));
    expect(all.nodes.map((user) => user.id)).toEqual(rows.map((row) => row.id));
    for (let size = 1; size <= rows.length + 1; size += 1) {
      for (const [place, { cursor }] of all.edges.entries()) {
        expect(shownPage(await read({ first: size, after: cursor }))).toEqual(
          expectedPage(rows, { first: size, after: place }),
        );
        expect(shownPage(await read({ last: size, before: cursor }))).toEqual(
          expectedPage(rows, { last: size, before: place }),
        );
      }
    }
  });
});
