import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { decodeId, directRoomId, encodeId, encodeMembershipId } from '#platform/ids/ids.ts';
import { EVENT_CONTRACTS } from '#schema/events/contracts.ts';
import { type RoomUnderTest, useRoomSubgraph } from '#tests/kit/room-subgraph.ts';

const subgraph = useRoomSubgraph();
let room: RoomUnderTest;
let [ann, ben, cleo, dan]: [UserIdentity, UserIdentity, UserIdentity, UserIdentity] = [] as never;
beforeEach(() => {
  room = subgraph();
  [ann, ben, cleo, dan] = [room.person(), room.person(), room.person(), room.person()];
});
afterEach(() => {
  room.timelineFault = null;
  room.whileAsking = null;
});

const inRoom = (roomId: string) => ({ roomId: encodeId('room', roomId) });
const member = (roomId: string, person: { userId: string }) => ({
  ...inRoom(roomId),
  userId: encodeId('user', person.userId),
});
const open = (one: UserIdentity, other: { userId: string }) =>
  room.mutate(one, 'openDirectRoom', { userId: encodeId('user', other.userId) });
const setRole = (actor: UserIdentity, roomId: string, person: UserIdentity, role: string) =>
  room.mutate(actor, 'setMemberRole', { ...member(roomId, person), role });
const codesOf = (answer: Awaited<ReturnType<RoomUnderTest['mutate']>>) => [
  ...answer.codes,
  ...(answer.payload?.userErrors ?? []).map(({ code }) => code),
];
const told = (roomId: string) =>
  room.timeline.filter((each) => each.roomId === roomId).flatMap(({ entries }) => entries.map(({ change }) => change));
const rolesIn = async (roomId: string, ...people: UserIdentity[]) =>
  (await room.service.roomAccess.check(people.map(({ userId }) => ({ roomId, userId })))).map(
    ({ membership }) => membership?.role ?? null,
  );

describe('the two steps of a change', () => {
  it('are the outbox and the sequence, with the same keys and the same facts, in one call each', async () => {
    const { payload } = await room.mutate(ann, 'createRoom', { name: 'Trains' });
    const roomId = decodeId('room', payload?.room?.id ?? '');
    await room.mutate(ben, 'joinRoom', inRoom(roomId));
    await setRole(ann, roomId, ben, 'MODERATOR');
    await room.mutate(ben, 'leaveRoom', inRoom(roomId));
    await room.mutate(ben, 'joinRoom', inRoom(roomId));

    const calls = room.timeline.filter((each) => each.roomId === roomId);
    expect(calls.map(({ entries }) => entries.map(({ change }) => change))).toEqual([
      [
        { type: 'room.created', actorId: ann.userId },
        { type: 'member.joined', actorId: ann.userId, userId: ann.userId, role: 'OWNER', version: 1 },
      ],
      [{ type: 'member.joined', actorId: ben.userId, userId: ben.userId, role: 'MEMBER', version: 1 }],
      [{ type: 'member.role_changed', actorId: ann.userId, userId: ben.userId, role: 'MODERATOR', version: 2 }],
      [{ type: 'member.left', actorId: ben.userId, userId: ben.userId, version: 3 }],
      [{ type: 'member.joined', actorId: ben.userId, userId: ben.userId, role: 'MEMBER', version: 4 }],
    ]);
    const records = (await room.store.outbox.pending(1_000)).filter(({ key }) => key === roomId);
    const facts = records.map(({ topic, payload: fact }) => {
      expect(topic).toBe('room.membership');
      return EVENT_CONTRACTS['room.membership'].parse(fact);
    });
    expect(facts.map(({ actorId, change }) => ({ actorId, ...change }))).toEqual(told(roomId));
    expect(records.map(({ id }) => id)).toEqual(calls.flatMap(({ entries }) => entries.map(({ eventId }) => eventId)));
  });

  it('leave the change and its record when the sequence does not answer', async () => {
    const roomId = await room.room(ann, [], 'PUBLIC');
    room.timelineFault = serviceUnavailable('planned');
    expect(await room.mutate(ben, 'joinRoom', inRoom(roomId))).toEqual({
      payload: null,
      codes: ['SERVICE_UNAVAILABLE'],
    });
    expect(await rolesIn(roomId, ben)).toEqual(['MEMBER']);
    const records = (await room.store.outbox.pending(1_000)).filter(({ key }) => key === roomId);
    expect(records.at(-1)?.payload).toMatchObject({ actorId: ben.userId, change: { type: 'member.joined' } });
  });

  it('do not happen when nothing changes', async () => {
    const roomId = await room.room(ann, [ben], 'PUBLIC');
    const before = told(roomId).length;
    await room.mutate(ben, 'joinRoom', inRoom(roomId));
    await room.mutate(ann, 'addMember', member(roomId, ben));
    await setRole(ann, roomId, ben, 'MEMBER');
    expect(told(roomId)).toHaveLength(before);
  });
});

describe('a DIRECT room', () => {
  it('is one, whoever opens it and however many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 ? open(ann, ben) : open(ben, ann))));
    const roomId = directRoomId(ann.userId, ben.userId);
    for (const { payload } of answers) {
      expect(payload).toMatchObject({
        room: { id: encodeId('room', roomId), kind: 'DIRECT', visibility: 'PRIVATE', memberCount: 2 },
        userErrors: [],
      });
    }
    expect(told(roomId).map(({ type }) => type)).toEqual(['room.created', 'member.joined', 'member.joined']);
    expect(await rolesIn(roomId, ann, ben, cleo)).toEqual(['MEMBER', 'MEMBER', null]);
  });

  it('is for two people who exist and have not blocked each other', async () => {
    expect(codesOf(await open(ann, ann))).toEqual(['CANNOT_CONVERSE_WITH_SELF']);
    expect(codesOf(await open(ann, { userId: randomUUID() }))).toEqual(['USER_UNKNOWN']);
    room.blocks.add(`${ben.userId}/${ann.userId}`).add(`${ann.userId}/${cleo.userId}`);
    expect(codesOf(await open(ann, ben))).toEqual(['CANNOT_CONVERSE']);
    expect(codesOf(await open(ann, cleo))).toEqual(['CANNOT_CONVERSE']);
    await open(ann, dan);
    room.blocks.add(`${dan.userId}/${ann.userId}`);
    expect(codesOf(await open(ann, dan))).toEqual([]);
  });

  it('keeps its two members', async () => {
    await open(ann, ben);
    const roomId = directRoomId(ann.userId, ben.userId);
    expect(codesOf(await room.mutate(ann, 'leaveRoom', inRoom(roomId)))).toEqual(['ROOM_IS_DIRECT']);
    expect(codesOf(await room.mutate(ann, 'addMember', member(roomId, cleo)))).toEqual(['ROOM_IS_DIRECT']);
    expect(codesOf(await room.mutate(ann, 'removeMember', member(roomId, ben)))).toEqual(['ROOM_IS_DIRECT']);
    expect(codesOf(await setRole(ann, roomId, ben, 'OWNER'))).toEqual(['ROOM_IS_DIRECT']);
    expect(codesOf(await room.mutate(cleo, 'joinRoom', inRoom(roomId)))).toEqual(['NOT_FOUND']);
    expect(codesOf(await room.mutate(cleo, 'leaveRoom', inRoom(roomId)))).toEqual(['NOT_FOUND']);
  });
});

describe('the owners of a GROUP room', () => {
  it('never leave it without one, also when all leave at once', async () => {
    for (let round = 0; round < 5; round++) {
      const roomId = await room.room(ann, [ben, cleo, dan], 'PUBLIC');
      for (const person of [ben, cleo]) await setRole(ann, roomId, person, 'OWNER');
      const attempts = await Promise.all([
        room.mutate(ann, 'leaveRoom', inRoom(roomId)),
        setRole(ben, roomId, ben, 'MEMBER'),
        room.mutate(cleo, 'removeMember', member(roomId, cleo)),
      ]);
      expect(attempts.flatMap(codesOf)).toEqual(['LAST_OWNER']);
      const roles = await rolesIn(roomId, ann, ben, cleo, dan);
      expect(roles.filter((role) => role === 'OWNER')).toHaveLength(1);
    }
  });

  it('may go when nobody else is there; who comes next owns the room', async () => {
    const roomId = await room.room(ann, [], 'PUBLIC');
    expect((await room.mutate(ann, 'leaveRoom', inRoom(roomId))).payload?.room).toMatchObject({ memberCount: 0 });
    expect((await room.mutate(ben, 'joinRoom', inRoom(roomId))).payload?.membership).toMatchObject({
      id: encodeMembershipId(roomId, ben.userId),
      role: 'OWNER',
    });
    expect((await room.mutate(cleo, 'joinRoom', inRoom(roomId))).payload?.membership?.role).toBe('MEMBER');
  });
});

describe('whoever lacks the right', () => {
  it('is told so in a room that it may know of', async () => {
    const roomId = await room.room(ann, [ben], 'PUBLIC');
    for (const stranger of [ben, cleo]) {
      expect(codesOf(await room.mutate(stranger, 'addMember', member(roomId, dan)))).toEqual(['FORBIDDEN']);
      expect(codesOf(await room.mutate(stranger, 'removeMember', member(roomId, ann)))).toEqual(['FORBIDDEN']);
      expect(codesOf(await setRole(stranger, roomId, stranger, 'OWNER'))).toEqual(['FORBIDDEN']);
    }
    expect(codesOf(await room.mutate(cleo, 'leaveRoom', inRoom(roomId)))).toEqual(['NOT_A_MEMBER']);
    expect(codesOf(await room.mutate(ann, 'removeMember', member(roomId, dan)))).toEqual(['NOT_A_MEMBER']);
    expect(codesOf(await setRole(ann, roomId, dan, 'OWNER'))).toEqual(['NOT_A_MEMBER']);
  });

  it('is a moderator who reaches for more than members', async () => {
    const roomId = await room.room(ann, [ben, cleo, dan]);
    for (const person of [ben, cleo]) await setRole(ann, roomId, person, 'MODERATOR');
    for (const person of [ann, cleo, ben]) {
      expect(codesOf(await room.mutate(ben, 'removeMember', member(roomId, person)))).toEqual(['FORBIDDEN']);
    }
    expect(codesOf(await setRole(ben, roomId, dan, 'MODERATOR'))).toEqual(['FORBIDDEN']);
    expect((await room.mutate(ben, 'removeMember', member(roomId, dan))).payload?.room?.memberCount).toBe(3);
  });

  it('learns nothing of people: the right comes before the look', async () => {
    const roomId = await room.room(ann, [ben]);
    const nobody = { userId: randomUUID() };
    expect(codesOf(await room.mutate(ben, 'addMember', member(roomId, nobody)))).toEqual(['FORBIDDEN']);
    expect(codesOf(await room.mutate(cleo, 'addMember', member(roomId, nobody)))).toEqual(['NOT_FOUND']);
    expect(codesOf(await room.mutate(ann, 'addMember', member(roomId, nobody)))).toEqual(['USER_UNKNOWN']);
  });

  it('is who has lost it while the person was looked up', async () => {
    const roomId = await room.room(ann, [ben]);
    await setRole(ann, roomId, ben, 'MODERATOR');
    room.whileAsking = () => setRole(ann, roomId, ben, 'MEMBER');
    expect(codesOf(await room.mutate(ben, 'addMember', member(roomId, cleo)))).toEqual(['FORBIDDEN']);
    expect(await rolesIn(roomId, cleo)).toEqual([null]);
  });

  it('is who has blocked, or is blocked by, the person to add', async () => {
    const roomId = await room.room(ann);
    room.blocks.add(`${ben.userId}/${ann.userId}`);
    expect(codesOf(await room.mutate(ann, 'addMember', member(roomId, ben)))).toEqual(['CANNOT_CONVERSE']);
  });

  it('is nobody, and who is suspended', async () => {
    const suspended = { ...ann, suspended: true };
    expect(codesOf(await room.mutate({ kind: 'anonymous' }, 'createRoom', { name: 'x' }))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await room.mutate(suspended, 'createRoom', { name: 'x' }))).toEqual(['FORBIDDEN']);
  });
});

it('a request of several mutations answers each with what it has made', async () => {
  const roomId = encodeId('room', await room.room(ann, [], 'PUBLIC'));
  const step = (name: string) => `${name}Room(input: { roomId: $id })`;
  const { data } = await room.ask(
    ben,
    `mutation ($id: ID!) {
      a: ${step('join')} { membership { room { memberCount viewerMembership { role } } } }
      b: ${step('leave')} { room { memberCount viewerMembership { role } } }
      c: ${step('join')} { membership { room { memberCount viewerMembership { role } } } }
    }`,
    { id: roomId },
  );
  const inside = { memberCount: 2, viewerMembership: { role: 'MEMBER' } };
  expect(data).toEqual({
    a: { membership: { room: inside } },
    b: { room: { memberCount: 1, viewerMembership: null } },
    c: { membership: { room: inside } },
  });
});

it('a malformed ID is the argument that is at fault', async () => {
  for (const bad of ['', 'r_', encodeId('user', ann.userId), `${encodeId('room', ann.userId)}A`]) {
    expect(codesOf(await room.mutate(ann, 'joinRoom', { roomId: bad }))).toEqual(['BAD_USER_INPUT']);
  }
});
