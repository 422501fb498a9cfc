import { beforeEach, describe, expect, it } from 'vitest';
import type { MembershipRole } from '#client/gql/graphql.ts';
import {
  ADD_MEMBER,
  CREATE_ROOM,
  JOIN_ROOM,
  LEAVE_ROOM,
  MEMBERS,
  REMOVE_MEMBER,
  ROOM,
  SET_MEMBER_ROLE,
} from '#tests/kit/operations/room.ts';
import { expectedPage, shownPage, walk } from '#tests/kit/pages.ts';
import { makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
const UNKNOWN_USER = `u_${Buffer.alloc(16, 1).toString('base64url')}`;
const UNKNOWN_ROOM = `r_${Buffer.alloc(16, 1).toString('base64url')}`;

let ann: Person;
let ben: Person;
let cleo: Person;
let people: Person[] = [];
beforeEach(async () => {
  if (people.length === 0) people = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo');
  [ann, ben, cleo] = people as [Person, Person, Person];
});

const roles = async (viewer: Person, id: string) => {
  const { room } = await viewer.client.get(MEMBERS, { id });
  return room?.members?.edges.map(({ node }) => [node.user?.displayName, node.role]);
};
const join = (person: Person, roomId: string) => person.client.ask(JOIN_ROOM, { input: { roomId } });
const leave = (person: Person, roomId: string) => person.client.ask(LEAVE_ROOM, { input: { roomId } });
const add = (person: Person, roomId: string, user: Person) =>
  person.client.ask(ADD_MEMBER, { input: { roomId, userId: user.id } });
const remove = (person: Person, roomId: string, user: Person) =>
  person.client.ask(REMOVE_MEMBER, { input: { roomId, userId: user.id } });
const setRole = (person: Person, roomId: string, user: Person, role: MembershipRole) =>
  person.client.ask(SET_MEMBER_ROLE, { input: { roomId, userId: user.id, role } });

describe('a GROUP room', () => {
  it('is made with its maker as the owner', async () => {
    const { createRoom } = await ann.client.get(CREATE_ROOM, { input: { name: 'Trains 🚂', topic: 'All of them' } });
    expect(createRoom).toMatchObject({
      userErrors: [],
      room: {
        kind: 'GROUP',
        visibility: 'PUBLIC',
        name: 'Trains 🚂',
        topic: 'All of them',
        memberCount: 1,
        viewerMembership: { role: 'OWNER', user: { id: ann.id } },
      },
    });
    expect(createRoom?.room?.id).toMatch(/^r_/);
  });

  it.each([
    [{ name: '' }, 'ROOM_NAME_INVALID', 'name'],
    [{ name: ' \t' }, 'ROOM_NAME_INVALID', 'name'],
    [{ name: 'x'.repeat(81) }, 'ROOM_NAME_INVALID', 'name'],
    [{ name: 'a\u0007b' }, 'ROOM_NAME_INVALID', 'name'],
    [{ name: 'a\u0000b' }, 'ROOM_NAME_INVALID', 'name'],
    [{ name: 'fine', topic: 'x'.repeat(251) }, 'ROOM_TOPIC_INVALID', 'topic'],
    [{ name: 'fine', topic: 'a\u0000b' }, 'ROOM_TOPIC_INVALID', 'topic'],
  ])('is not made of %j', async (input, code, field) => {
    const { createRoom } = await ann.client.get(CREATE_ROOM, { input });
    expect(createRoom?.room).toBeNull();
    expect(createRoom?.userErrors).toMatchObject([{ code, field: [field] }]);
  });

  it('may have a name of exactly 80 characters and a topic of 250', async () => {
    const input = { name: '🚂'.repeat(80), topic: '🚂'.repeat(250) };
    const { createRoom } = await ann.client.get(CREATE_ROOM, { input });
    expect(createRoom?.room).toMatchObject(input);
  });

  it('is joined and left, each as often as one likes, when it is public', async () => {
    const roomId = await makeRoom(ann, [], { visibility: 'PUBLIC' });
    for (const _ of [1, 2]) {
      const { data } = await join(ben, roomId);
      expect(data?.joinRoom).toMatchObject({
        userErrors: [],
        membership: { role: 'MEMBER', user: { id: ben.id }, room: { id: roomId, memberCount: 2 } },
      });
    }
    expect(await roles(ben, roomId)).toEqual([
      ['Ann', 'OWNER'],
      ['Ben', 'MEMBER'],
    ]);
    const { data } = await leave(ben, roomId);
    expect(data?.leaveRoom).toEqual({ userErrors: [], room: { id: roomId, memberCount: 1, viewerMembership: null } });
    expect((await ben.client.get(ROOM, { id: roomId })).room).toMatchObject({
      viewerMembership: null,
      lastMessage: null,
    });
    expect((await join(ben, roomId)).data?.joinRoom?.membership?.role).toBe('MEMBER');
  });

  it('is as if it were not there when it is private and one is not in it', async () => {
    const roomId = await makeRoom(ann);
    for (const answer of [
      await ben.client.ask(ROOM, { id: roomId }),
      await join(ben, roomId),
      await leave(ben, roomId),
      await add(ben, roomId, cleo),
      await remove(ben, roomId, ann),
      await setRole(ben, roomId, ann, 'MEMBER'),
    ]) {
      expect(answer.codes).toEqual(['NOT_FOUND']);
      expect(Object.values(answer.data ?? {})).toEqual([null]);
    }
    // Word for word what one is told of a room that does not exist: the answer gives nothing away.
    const [hidden] = (await ben.client.ask(ROOM, { id: roomId })).errors;
    const [missing] = (await ben.client.ask(ROOM, { id: UNKNOWN_ROOM })).errors;
    expect(hidden?.message.replaceAll(roomId, '')).toBe(missing?.message.replaceAll(UNKNOWN_ROOM, ''));
  });

  it('shows its members to its members alone', async () => {
    const roomId = await makeRoom(ann, [], { visibility: 'PUBLIC' });
    expect((await ben.client.get(MEMBERS, { id: roomId })).room?.members).toBeNull();
    expect((await ben.client.get(ROOM, { id: roomId })).room).toMatchObject({ memberCount: 1, viewerMembership: null });
  });

  it('vanishes for who leaves a private one', async () => {
    const roomId = await makeRoom(ann, [ben]);
    expect((await leave(ben, roomId)).data?.leaveRoom).toEqual({ room: null, userErrors: [] });
    expect((await ben.client.ask(ROOM, { id: roomId })).codes).toEqual(['NOT_FOUND']);
  });
});

describe('the members of a GROUP room', () => {
  it('are added by owners and moderators alone', async () => {
    const roomId = await makeRoom(ann, [ben]);
    expect((await add(ben, roomId, cleo)).codes).toEqual(['FORBIDDEN']);
    expect((await setRole(ann, roomId, ben, 'MODERATOR')).data?.setMemberRole?.membership?.role).toBe('MODERATOR');
    const { data } = await add(ben, roomId, cleo);
    expect(data?.addMember).toMatchObject({ userErrors: [], membership: { role: 'MEMBER', user: { id: cleo.id } } });
    expect((await add(ann, roomId, cleo)).data?.addMember?.userErrors).toEqual([]);
    expect(await roles(cleo, roomId)).toEqual([
      ['Ann', 'OWNER'],
      ['Ben', 'MODERATOR'],
      ['Cleo', 'MEMBER'],
    ]);
  });

  it('cannot be people who do not exist', async () => {
    const roomId = await makeRoom(ann);
    const { data } = await ann.client.ask(ADD_MEMBER, { input: { roomId, userId: UNKNOWN_USER } });
    expect(data?.addMember).toMatchObject({
      membership: null,
      userErrors: [{ code: 'USER_UNKNOWN', field: ['userId'] }],
    });
  });

  it('are removed by owners; by moderators only when they have no role themselves', async () => {
    const roomId = await makeRoom(ann, [ben, cleo]);
    expect((await remove(cleo, roomId, ben)).codes).toEqual(['FORBIDDEN']);
    await setRole(ann, roomId, ben, 'MODERATOR');
    expect((await remove(ben, roomId, ann)).codes).toEqual(['FORBIDDEN']);
    expect((await remove(ben, roomId, cleo)).data?.removeMember).toMatchObject({
      userErrors: [],
      room: { memberCount: 2 },
    });
    expect((await cleo.client.ask(ROOM, { id: roomId })).codes).toEqual(['NOT_FOUND']);
    expect((await remove(ann, roomId, ben)).data?.removeMember).toMatchObject({
      userErrors: [],
      room: { memberCount: 1 },
    });
    expect((await remove(ann, roomId, ben)).data?.removeMember?.userErrors).toEqual([
      { code: 'NOT_A_MEMBER', field: ['userId'] },
    ]);
  });

  it('get their roles from owners alone', async () => {
    const roomId = await makeRoom(ann, [ben, cleo]);
    await setRole(ann, roomId, ben, 'MODERATOR');
    expect((await setRole(ben, roomId, cleo, 'MODERATOR')).codes).toEqual(['FORBIDDEN']);
    expect((await setRole(cleo, roomId, cleo, 'OWNER')).codes).toEqual(['FORBIDDEN']);
    expect((await setRole(ann, roomId, cleo, 'OWNER')).data?.setMemberRole?.membership).toMatchObject({
      role: 'OWNER',
    });
    expect((await setRole(cleo, roomId, ann, 'MEMBER')).data?.setMemberRole?.membership).toMatchObject({
      role: 'MEMBER',
    });
    expect(await roles(ann, roomId)).toEqual([
      ['Ann', 'MEMBER'],
      ['Ben', 'MODERATOR'],
      ['Cleo', 'OWNER'],
    ]);
  });

  it('always have an owner among them', async () => {
    const roomId = await makeRoom(ann, [ben, cleo]);
    expect((await setRole(ann, roomId, ann, 'MEMBER')).data?.setMemberRole?.userErrors).toMatchObject([
      { code: 'LAST_OWNER' },
    ]);
    expect((await leave(ann, roomId)).data?.leaveRoom?.userErrors).toMatchObject([{ code: 'LAST_OWNER' }]);
    await setRole(ann, roomId, ben, 'OWNER');
    // Both go at once: one of the two must stay.
    const answers = await Promise.all([leave(ann, roomId), leave(ben, roomId)]);
    const left = answers.filter((answer) => answer.data?.leaveRoom?.userErrors.length === 0);
    expect(left.length).toBe(1);
  });

  it('are listed with role and join date, in the order in which they came, page by page', async () => {
    const many = await registerAll(lynk(), 'Dan', 'Eve', 'Fay');
    const roomId = await makeRoom(ann, [ben, cleo, ...many]);
    const read = async (page: { first?: number; after?: string; last?: number; before?: string }) =>
      (await ben.client.get(MEMBERS, { id: roomId, ...page })).room?.members ?? expect.fail('There is no page.');
    const all = await read({});
    expect(all.edges.map(({ node }) => node.user?.id)).toEqual([ann, ben, cleo, ...many].map((person) => person.id));
    expect(all.edges.map(({ node }) => node.role)).toEqual(['OWNER', ...Array.from({ length: 5 }, () => 'MEMBER')]);
    const dates = all.edges.map(({ node }) => Date.parse(node.joinedAt));
    expect(dates).toEqual(dates.toSorted((a, b) => a - b));
    const rows = all.edges.map(({ node }, place) => ({ id: node.id, place }));
    for (let size = 1; size <= 7; size += 1) {
      expect(await walk('forwards', size, read)).toEqual(rows.map((row) => row.id));
      expect(await walk('backwards', size, read)).toEqual(rows.map((row) => row.id));
      const [, second, , , fifth] = all.edges;
      const [after, before] = [second?.cursor ?? '', fifth?.cursor ?? ''];
      expect(shownPage(await read({ first: size, after, before })).ids).toEqual(
        expectedPage(rows, { first: size, after: 1, before: 4 }).ids,
      );
    }
  });
});
