import { beforeAll, describe, expect, it } from 'vitest';
import {
  CREATE_UPLOAD,
  PROFILE_PICTURE,
  ROOM_PICTURE,
  SET_PROFILE_PICTURE,
  SET_ROOM_PICTURE,
} from '#tests/kit/operations/media.ts';
import { JOIN_ROOM, SET_MEMBER_ROLE } from '#tests/kit/operations/room.ts';
import { liveCursor, makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { png } from '#tests/kit/png.ts';
import { RoomWatch } from '#tests/kit/room-watch.ts';
import { until } from '#tests/kit/until.ts';
import { announcement, complete, upload } from '#tests/kit/uploads.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
const PICTURE = { contentType: 'image/png', fileName: 'me.png' };
let ann: Person;
let ben: Person;
let stranger: Person;
let roomId: string;

beforeAll(async () => {
  [ann, ben, stranger] = await registerAll(lynk(), 'Ann', 'Ben', 'Stranger');
  roomId = await makeRoom(ann, [ben]);
});

const ofRoom = (room = roomId) => ({ ...PICTURE, purpose: 'ROOM_PICTURE', roomId: room }) as const;
const ofProfile = { ...PICTURE, purpose: 'PROFILE_PICTURE' } as const;

/** Gives a room a picture. @returns it, and the codes of user errors and errors */
async function setRoomPicture(person: Person, ticket: string | null, room = roomId) {
  const { data, codes } = await person.client.ask(SET_ROOM_PICTURE, { input: { roomId: room, ticket } });
  const userErrors = data?.setRoomPicture?.userErrors.map(({ code }) => code) ?? [];
  return { picture: data?.setRoomPicture?.room?.picture ?? null, codes: [...codes, ...userErrors] };
}

const seenBy = async (person: Person, room = roomId) =>
  (await person.client.get(ROOM_PICTURE, { id: room })).room?.picture ?? null;

describe("a room's picture", () => {
  it('is given by a ticket that is good once, and told to whoever watches', async () => {
    const watch = new RoomWatch(lynk(), ben, roomId, await liveCursor(ben, roomId));
    const { id, ticket, width, height } = await upload(ann, png({ width: 3, height: 5 }), ofRoom());
    expect([width, height]).toEqual([3, 5]);
    expect(ticket).not.toBeNull();
    expect(await setRoomPicture(ann, ticket)).toMatchObject({ picture: { id }, codes: [] });
    expect((await fetch((await seenBy(ben))?.download?.url ?? '')).status).toBe(200);
    expect(await setRoomPicture(ann, ticket)).toEqual({ picture: null, codes: ['TICKET_INVALID'] });
    const [changed] = await until(
      'the event',
      () => watch.events('RoomChanged').length > 0 && watch.events('RoomChanged'),
    );
    expect(changed).toMatchObject({ actor: { id: ann.id }, room: { id: roomId, picture: { id, fileName: 'me.png' } } });
    expect(watch.faults).toEqual([]);
    await watch.close();
  });

  it('is deleted when another one, or none, takes its place', async () => {
    const first = await upload(ann, png(), ofRoom());
    await setRoomPicture(ann, first.ticket);
    const url = (await seenBy(ben))?.download?.url ?? '';
    const second = await upload(ann, png(), ofRoom());
    await setRoomPicture(ann, second.ticket);
    await until('the first one to be deleted', async () => (await fetch(url)).status === 404);
    expect((await seenBy(ben))?.id).toBe(second.id);
    expect(await setRoomPicture(ann, null)).toEqual({ picture: null, codes: [] });
    expect(await seenBy(ben)).toBeNull();
  });

  it('is a matter of owners and moderators, at each of the steps', async () => {
    const announced = await ben.client.ask(CREATE_UPLOAD, { input: announcement(png(), ofRoom()) });
    expect(announced.codes).toEqual(['FORBIDDEN']);
    expect((await setRoomPicture(ben, null)).codes).toEqual(['FORBIDDEN']);
    const role = (role: 'MODERATOR' | 'MEMBER') =>
      ann.client.get(SET_MEMBER_ROLE, { input: { roomId, userId: ben.id, role } });
    await role('MODERATOR');
    const { ticket, uploadId } = await upload(ben, png(), ofRoom());
    await role('MEMBER');
    expect((await setRoomPicture(ben, ticket)).codes).toEqual(['FORBIDDEN']);
    await role('MODERATOR');
    expect((await setRoomPicture(ann, ticket)).codes).toEqual(['TICKET_INVALID']);
    const another = await complete(ben, uploadId);
    expect((await setRoomPicture(ben, another.ticket)).codes).toEqual([]);
    expect((await setRoomPicture(ben, 'no ticket')).codes).toEqual(['TICKET_INVALID']);
    await role('MEMBER');
  });

  it('is for the room that it was announced for', async () => {
    const other = await makeRoom(ann);
    const { ticket } = await upload(ann, png(), ofRoom(other));
    expect((await setRoomPicture(ann, ticket)).codes).toEqual(['TICKET_INVALID']);
  });

  it('is seen by strangers when the room is public, and only then', async () => {
    const open = await makeRoom(ann, [], { visibility: 'PUBLIC' });
    await setRoomPicture(ann, (await upload(ann, png(), ofRoom(open))).ticket, open);
    expect((await seenBy(stranger, open))?.download?.url).toMatch(/^http/);
    expect((await stranger.client.ask(ROOM_PICTURE, { id: roomId })).codes).toEqual(['NOT_FOUND']);
    await stranger.client.get(JOIN_ROOM, { input: { roomId: open } });
    expect((await seenBy(stranger, open))?.download?.url).toMatch(/^http/);
  });
});

describe("a person's picture", () => {
  const set = async (person: Person, pictureId: string | null) => {
    const { updateProfile } = await person.client.get(SET_PROFILE_PICTURE, { pictureId });
    return {
      picture: updateProfile?.user?.picture?.id ?? null,
      codes: updateProfile?.userErrors.map(({ code }) => code),
    };
  };
  const pictureOf = async (person: Person, viewer: Person) =>
    (await viewer.client.get(PROFILE_PICTURE, { id: person.id })).user?.picture ?? null;

  it('is set, seen by everybody, replaced and taken away', async () => {
    const first = await upload(ann, png(), ofProfile);
    expect(await set(ann, first.id)).toEqual({ picture: first.id, codes: [] });
    expect(await set(ann, first.id)).toEqual({ picture: first.id, codes: [] });
    const url = (await pictureOf(ann, stranger))?.download?.url ?? '';
    expect((await fetch(url)).status).toBe(200);
    const second = await upload(ann, png(), ofProfile);
    expect(await set(ann, second.id)).toEqual({ picture: second.id, codes: [] });
    await until('the first one to be deleted', async () => (await fetch(url)).status === 404);
    expect((await set(ann, first.id)).codes).toEqual(['PICTURE_INVALID']);
    expect(await set(ann, null)).toEqual({ picture: null, codes: [] });
    expect(await pictureOf(ann, stranger)).toBeNull();
  });

  it('is a picture of its own, made for that', async () => {
    const others = await upload(ann, png(), ofProfile);
    const ofMessage = await upload(ben, png(), { ...PICTURE, roomId });
    expect((await set(ben, others.id)).codes).toEqual(['PICTURE_INVALID']);
    expect((await set(ben, ofMessage.id)).codes).toEqual(['PICTURE_INVALID']);
  });
});
