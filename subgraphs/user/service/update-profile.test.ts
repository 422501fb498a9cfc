import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeId } from '#platform/ids/ids.ts';
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

describe('a picture', () => {
  const SET = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { picture { id } } ${ERRORS} } }`;
  const shown = (id: string) => ({ user: { picture: { id: encodeId('attachment', id) } }, userErrors: [], codes: [] });

  it('is claimed once for its person, and taken away', async () => {
    const { registered, mutate, attachments } = makeUser(store());
    const { identity, userId } = registered();
    const id = randomUUID();
    const input = { pictureId: encodeId('attachment', id) };
    expect(await mutate(SET, input, identity)).toEqual(shown(id));
    expect(await mutate(SET, input, identity)).toEqual(shown(id));
    const holder = `profile ${userId}`;
    expect(attachments.claims).toEqual([{ use: 'PROFILE_PICTURE', holder, ownerId: userId, roomId: null, ids: [id] }]);
    expect(await mutate(SET, { bio: 'x' }, identity)).toEqual(shown(id));
    const none = { user: { picture: null }, userErrors: [], codes: [] };
    expect(await mutate(SET, { pictureId: null }, identity)).toEqual(none);
  });

  it('that is not there changes nothing', async () => {
    const { registered, mutate, attachments } = makeUser(store());
    const { identity } = registered();
    const id = randomUUID();
    attachments.missing.add(id);
    const input = { pictureId: encodeId('attachment', id), displayName: 'Bea' };
    expect(await mutate(SET, input, identity)).toMatchObject({
      userErrors: [{ code: 'PICTURE_INVALID', field: ['pictureId'] }],
    });
    expect(await mutate(UPDATE, {}, identity)).toMatchObject({ user: { displayName: 'Ann' } });
    expect((await mutate(SET, { pictureId: 'x' }, identity)).codes).toEqual(['BAD_USER_INPUT']);
  });
});
