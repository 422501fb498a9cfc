import { describe, expect, it } from 'vitest';
import { signedIn } from '#tests/kit/subgraph.ts';
import { makeUser, useUserStore } from '../harness.ts';

const store = useUserStore();
const ERRORS = 'userErrors { code field }';
const UPDATE = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { displayName bio } ${ERRORS} } }`;

describe('changing a profile', () => {
  it('changes what is given and leaves the rest', async () => {
    const { registered, mutate } = makeUser(store());
    const { identity } = registered();
    const steps = [
      [{ bio: 'one\ntwo' }, { displayName: 'Ann', bio: 'one\ntwo' }],
      [{ displayName: '安 🦊' }, { displayName: '安 🦊', bio: 'one\ntwo' }],
      [{}, { displayName: '安 🦊', bio: 'one\ntwo' }],
      [{ bio: null }, { displayName: '安 🦊', bio: null }],
      [{ bio: 'x' }, { displayName: '安 🦊', bio: 'x' }],
      [{ bio: '' }, { displayName: '安 🦊', bio: null }],
    ] as const;
    for (const [input, user] of steps) {
      expect(await mutate(UPDATE, input, identity)).toEqual({ user, userErrors: [], codes: [] });
    }
  });

  it('tells all faults and changes nothing', async () => {
    const { registered, mutate } = makeUser(store());
    const { identity } = registered();
    const both = [
      { code: 'DISPLAY_NAME_INVALID', field: ['displayName'] },
      { code: 'BIO_INVALID', field: ['bio'] },
    ];
    const rejected = await mutate(UPDATE, { displayName: null, bio: 'x'.repeat(501) }, identity);
    expect(rejected).toEqual({ user: null, userErrors: both, codes: [] });
    for (const input of [{ displayName: ' ' }, { displayName: 'a\0' }, { displayName: '\uD800' }]) {
      expect((await mutate(UPDATE, { ...input, bio: 'new' }, identity)).userErrors).toEqual(both.slice(0, 1));
    }
    for (const bio of ['\0', '\uDC00', '🦊'.repeat(501)]) {
      expect((await mutate(UPDATE, { bio }, identity)).userErrors).toEqual(both.slice(1));
    }
    expect((await mutate(UPDATE, {}, identity)).user).toEqual({ displayName: 'Ann', bio: null });
  });

  it('is not for the suspended', async () => {
    const { registered, mutate } = makeUser(store());
    const { userId } = registered();
    expect(await mutate(UPDATE, { bio: 'x' }, signedIn(userId, { suspended: true }))).toEqual({ codes: ['FORBIDDEN'] });
  });
});
