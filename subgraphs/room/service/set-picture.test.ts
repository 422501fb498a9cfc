import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { directRoomId, encodeId } from '#platform/ids/ids.ts';
import { roomPictureTicket } from '#platform/tickets/room-picture.ts';
import { type RoomUnderTest, useRoomSubgraph } from '#tests/kit/room-subgraph.ts';

const subgraph = useRoomSubgraph();
const SET = `mutation ($input: SetRoomPictureInput!) {
  setRoomPicture(input: $input) { room { picture { id } } userErrors { code } }
}`;
type Payload = {
  setRoomPicture: { room: { picture: { id: string } | null } | null; userErrors: { code: string }[] } | null;
};
let room: RoomUnderTest;
let [ann, ben]: [UserIdentity, UserIdentity] = [] as never;
let roomId: string;
beforeEach(async () => {
  room = subgraph();
  [ann, ben] = [room.person(), room.person()];
  roomId = await room.room(ann, [ben]);
});

const ticketFor = (pictureId: string, userId = ann.userId, ofRoom = roomId) =>
  room.tickets.issue('room-picture', roomPictureTicket({ userId, roomId: ofRoom, pictureId }), 600_000);

async function set(actor: UserIdentity, ticket: string | null, inRoom = roomId) {
  const input = { roomId: encodeId('room', inRoom), ticket };
  const { data, codes } = await room.ask<Payload | null>(actor, SET, { input });
  const payload = data?.setRoomPicture;
  return {
    picture: payload?.room?.picture?.id ?? null,
    codes: [...codes, ...(payload?.userErrors ?? []).map(({ code }) => code)],
  };
}

const facts = async () =>
  (await room.store.outbox.pending(10_000))
    .filter(({ key, topic }) => key === roomId && topic === 'room.picture')
    .map(({ payload }) => [payload['pictureId'], payload['replacedPictureId']]);
const told = () =>
  room.timeline.flatMap((call) => (call.roomId === roomId ? call.entries.map(({ change }) => change) : []));

describe("a room's picture", () => {
  it('is claimed, kept, and told with the one that it replaces; what stays is not told', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    expect(await set(ann, await ticketFor(first))).toEqual({ picture: encodeId('attachment', first), codes: [] });
    const claim = { use: 'ROOM_PICTURE', holder: `room ${roomId}`, ownerId: ann.userId, roomId, ids: [first] };
    expect(room.attachments.claims.at(-1)).toEqual(claim);
    await set(ann, await ticketFor(first));
    await set(ann, await ticketFor(second));
    expect(await set(ann, null)).toEqual({ picture: null, codes: [] });
    await set(ann, null);
    expect(await facts()).toEqual([
      [first, null],
      [second, first],
      [null, second],
    ]);
    const changes = told().filter(({ type }) => type === 'room.changed');
    expect(changes).toEqual(Array.from({ length: 3 }, () => ({ type: 'room.changed', actorId: ann.userId })));
  });

  it('needs a good ticket of this person and room, once', async () => {
    const ticket = await ticketFor(randomUUID());
    expect((await set(ann, ticket)).codes).toEqual([]);
    expect((await set(ann, ticket)).codes).toEqual(['TICKET_INVALID']);
    expect((await set(ann, await ticketFor(randomUUID(), ben.userId))).codes).toEqual(['TICKET_INVALID']);
    expect((await set(ann, await ticketFor(randomUUID(), ann.userId, randomUUID()))).codes).toEqual(['TICKET_INVALID']);
    expect((await set(ann, 'x')).codes).toEqual(['TICKET_INVALID']);
    const late = await ticketFor(randomUUID());
    room.time.now += 600_001;
    expect((await set(ann, late)).codes).toEqual(['TICKET_INVALID']);
    const gone = randomUUID();
    room.attachments.missing.add(gone);
    expect((await set(ann, await ticketFor(gone))).codes).toEqual(['TICKET_INVALID']);
  });

  it('is a matter of owners and moderators, and whoever may not does not use a ticket up', async () => {
    const pictureId = randomUUID();
    const ticket = await ticketFor(pictureId, ben.userId);
    expect((await set(ben, ticket)).codes).toEqual(['FORBIDDEN']);
    expect((await set(ben, null)).codes).toEqual(['FORBIDDEN']);
    expect((await set(room.person(), null)).codes).toEqual(['NOT_FOUND']);
    const ids = { roomId: encodeId('room', roomId), userId: encodeId('user', ben.userId) };
    await room.mutate(ann, 'setMemberRole', { ...ids, role: 'MODERATOR' });
    expect(await set(ben, ticket)).toEqual({ picture: encodeId('attachment', pictureId), codes: [] });
  });

  it('is none of a room of two', async () => {
    await room.mutate(ann, 'openDirectRoom', { userId: encodeId('user', ben.userId) });
    expect((await set(ann, null, directRoomId(ann.userId, ben.userId))).codes).toEqual(['ROOM_IS_DIRECT']);
  });

  it('stands though its place in the sequence is still to come', async () => {
    const pictureId = randomUUID();
    room.timelineFault = serviceUnavailable('away');
    expect((await set(ann, await ticketFor(pictureId))).codes).toEqual(['SERVICE_UNAVAILABLE']);
    room.timelineFault = null;
    expect(await facts()).toEqual([[pictureId, null]]);
  });
});
