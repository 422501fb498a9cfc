import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Identity, UserIdentity } from '#platform/identity/identity.ts';
import { directRoomId, encodeId, encodeMembershipId } from '#platform/ids/ids.ts';
import { type RoomUnderTest, useRoomSubgraph } from '#tests/kit/room-subgraph.ts';

const subgraph = useRoomSubgraph();
let room: RoomUnderTest;
let [ann, ben, cleo]: [UserIdentity, UserIdentity, UserIdentity] = [] as never;
let rooms: { publicId: string; privateId: string; directId: string };
beforeEach(async () => {
  room = subgraph();
  [ann, ben, cleo] = [room.person(), room.person(), room.person()];
  await room.mutate(ann, 'openDirectRoom', { userId: encodeId('user', ben.userId) });
  rooms = {
    publicId: await room.room(ann, [ben], 'PUBLIC'),
    privateId: await room.room(ann, [ben], 'PRIVATE'),
    directId: directRoomId(ann.userId, ben.userId),
  };
});

const ENTITIES = `query ($refs: [_Any!]!) {
  _entities(representations: $refs) {
    __typename
    ... on Room { id memberCount members { nodes { user { id } role } } }
    ... on Membership { role user { id } room { id } }
  }
}`;
interface Entity {
  readonly memberCount?: number;
  readonly members?: { nodes: unknown[] } | null;
  readonly role?: string;
  readonly room?: unknown;
}
const roomRef = (roomId: string) => ({ __typename: 'Room', id: encodeId('room', roomId) });
const memberRef = (roomId: string, { userId }: UserIdentity) => ({
  __typename: 'Membership',
  id: encodeMembershipId(roomId, userId),
});
async function resolve(identity: Identity, ...refs: readonly object[]): Promise<(Entity | null)[]> {
  const { data } = await room.ask<{ _entities: (Entity | null)[] }>(identity, ENTITIES, { refs });
  return data._entities;
}
/** Of the public, the private and the DIRECT room: null when it is hidden, else whether the members are shown. */
const seenBy = async (identity: Identity) => {
  const { publicId, privateId, directId } = rooms;
  const found = await resolve(identity, roomRef(publicId), roomRef(privateId), roomRef(directId));
  return found.map((each) => each && each.members !== null);
};

describe('a reference to a room', () => {
  it('resolves for those who may know of it, with members for those inside', async () => {
    expect(await seenBy(ann)).toEqual([true, true, true]);
    expect(await seenBy(cleo)).toEqual([false, null, null]);
    expect(await seenBy({ ...cleo, role: 'ADMIN' })).toEqual([false, null, null]);
    expect(await seenBy({ kind: 'anonymous' })).toEqual([null, null, null]);
    expect(await seenBy({ kind: 'service', name: 'message' })).toEqual([null, null, null]);
  });

  it('resolves for an audience as for every member of its room, and of others as for everybody', async () => {
    const { publicId, privateId, directId } = rooms;
    expect(await seenBy({ kind: 'audience', roomId: privateId })).toEqual([false, true, null]);
    expect(await seenBy({ kind: 'audience', roomId: publicId })).toEqual([true, null, null]);
    expect(await seenBy({ kind: 'audience', roomId: directId })).toEqual([false, null, true]);
  });

  it('resolves with others in one look each, however many there are', async () => {
    const standings = vi.spyOn(room.store, 'standings');
    const members = vi.spyOn(room.store, 'members');
    const { publicId, privateId, directId } = rooms;
    await resolve(ben, ...[publicId, privateId, directId, publicId].map(roomRef));
    expect(standings).toHaveBeenCalledTimes(1);
    expect(members).toHaveBeenCalledTimes(1);
    vi.restoreAllMocks();
  });
});

describe('a malformed reference', () => {
  it('is null with its own error, and spoils no other', async () => {
    const refs = [{ __typename: 'Room', id: 'r_x' }, roomRef(rooms.publicId), { __typename: 'Membership', id: '' }];
    const { data, codes } = await room.ask<{ _entities: unknown[] }>(ann, ENTITIES, { refs });
    expect(data._entities.map((each) => each !== null)).toEqual([false, true, false]);
    expect(codes).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });
});

describe('a reference to a membership', () => {
  it('resolves for those inside', async () => {
    const { publicId, privateId } = rooms;
    const refs = [memberRef(publicId, ben), memberRef(privateId, ann), memberRef(privateId, cleo)];
    const roles = async (identity: Identity) => (await resolve(identity, ...refs)).map((each) => each?.role ?? null);
    expect(await roles(ben)).toEqual(['MEMBER', 'OWNER', null]);
    expect(await roles(cleo)).toEqual([null, null, null]);
    expect(await roles({ kind: 'audience', roomId: privateId })).toEqual([null, 'OWNER', null]);
    expect(await roles({ kind: 'anonymous' })).toEqual([null, null, null]);
  });
});

describe('what depends on who asks', () => {
  const ROOM = 'query ($id: ID!) { room(id: $id) { viewerMembership { role } peer { id } } }';

  it('is of the person who asks', async () => {
    const own = async (identity: Identity, roomId: string) =>
      (await room.ask<{ room: unknown }>(identity, ROOM, { id: encodeId('room', roomId) })).data.room;
    const { publicId, directId } = rooms;
    expect(await own(ann, directId)).toEqual({
      viewerMembership: { role: 'MEMBER' },
      peer: { id: encodeId('user', ben.userId) },
    });
    expect(await own(ben, directId)).toMatchObject({ peer: { id: encodeId('user', ann.userId) } });
    expect(await own(ann, publicId)).toEqual({ viewerMembership: { role: 'OWNER' }, peer: null });
    expect(await own(cleo, publicId)).toEqual({ viewerMembership: null, peer: null });
  });

  it('is nothing for an audience', async () => {
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Room { peer { id } } } }`;
    const audience = { kind: 'audience', roomId: rooms.directId } as const;
    const { data, codes } = await room.ask(audience, query, { refs: [roomRef(rooms.directId)] });
    expect({ data, codes }).toEqual({ data: { _entities: [{ peer: null }] }, codes: ['FORBIDDEN'] });
  });
});

describe('Query.room', () => {
  it('says the same of what is hidden and of what is not there', async () => {
    const query = 'query ($id: ID!) { room(id: $id) { id } }';
    const { privateId } = rooms;
    const hidden = await room.ask(cleo, query, { id: encodeId('room', privateId) });
    const missing = await room.ask(cleo, query, { id: encodeId('room', cleo.userId) });
    expect(hidden.codes).toEqual(['NOT_FOUND']);
    expect(hidden.errors[0]?.message).toBe(missing.errors[0]?.message);
    expect((await room.ask(cleo, query, { id: 'r_x' })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await room.ask({ kind: 'anonymous' }, query, { id: 'r_x' })).codes).toEqual(['UNAUTHENTICATED']);
  });
});

describe('lists', () => {
  it('take no cursor of another list, and no size that is out of range', async () => {
    const list = `query ($after: String, $first: Int) { publicRooms(after: $after, first: $first) { edges { cursor } } }`;
    const members = `query ($id: ID!, $after: String) {
      room(id: $id) { members(after: $after) { edges { cursor node { joinedAt } } } }
    }`;
    type Edges = { edges: { cursor: string }[] };
    const { data } = await room.ask<{ publicRooms: Edges }>(ben, list);
    const after = data.publicRooms.edges[0]?.cursor ?? '';
    const id = encodeId('room', rooms.privateId);
    expect((await room.ask(ben, members, { id, after })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await room.ask(ben, list, { after: 'x' })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await room.ask(ben, list, { first: 101 })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await room.ask(ben, list, { after })).codes).toEqual([]);
  });
});

describe('the port room-access', () => {
  it('says how people stand in rooms', async () => {
    const { privateId, directId } = rooms;
    const pair = [ann.userId, ben.userId].sort();
    const answers = await room.service.roomAccess.check([
      { roomId: privateId, userId: ann.userId },
      { roomId: directId, userId: cleo.userId },
      { roomId: cleo.userId, userId: cleo.userId },
    ]);
    expect(answers).toEqual([
      {
        room: { kind: 'GROUP', visibility: 'PRIVATE', name: 'Trains', pair: null },
        membership: { role: 'OWNER', joinedAt: expect.any(Number) },
      },
      { room: { kind: 'DIRECT', visibility: 'PRIVATE', name: null, pair }, membership: null },
      { room: null, membership: null },
    ]);
  });
});

describe('privacy', () => {
  it('hands on what a person owns, ends what it is part of, and forgets it', async () => {
    const { privacy, roomAccess } = room.service;
    const { publicId, privateId, directId } = rooms;
    await room.mutate(ann, 'addMember', {
      roomId: encodeId('room', privateId),
      userId: encodeId('user', cleo.userId),
    });
    const exported = await privacy.exportPerson(ann.userId);
    expect(exported?.['memberships']).toHaveLength(3);
    expect(await privacy.exportPerson(room.person().userId)).toBeNull();

    await privacy.erasePerson(ann.userId);
    await privacy.erasePerson(ann.userId);
    expect(await privacy.exportPerson(ann.userId)).toBeNull();
    const requests = [publicId, privateId, directId].map((roomId) => ({ roomId, userId: ben.userId }));
    const after = await roomAccess.check(requests);
    expect(after.map(({ membership }) => membership?.role)).toEqual(['OWNER', 'OWNER', 'MEMBER']);
    const told = room.timeline
      .filter(({ roomId }) => roomId === privateId)
      .at(-1)
      ?.entries.map(({ change }) => change);
    expect(told).toMatchObject([
      { type: 'member.role_changed', userId: ben.userId, role: 'OWNER' },
      { type: 'member.left', userId: ann.userId },
    ]);
  });
});
