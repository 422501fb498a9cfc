import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { LOGIN, LOGOUT, REFRESH_SESSION, VIEWER } from '#tests/kit/operations/auth.ts';
import { ADD_REACTION, DELETE_MESSAGE, EDIT_MESSAGE, MARK_READ, VIEWER_ROOMS } from '#tests/kit/operations/message.ts';
import { MEMBERS, OPEN_DIRECT_ROOM, PUBLIC_ROOMS, ROOM, SET_MEMBER_ROLE } from '#tests/kit/operations/room.ts';
import { BLOCK_USER, BLOCKED_USERS, UPDATE_PROFILE, USER } from '#tests/kit/operations/user.ts';
import { makeRoom, type Person, readAll, registerAll, send } from '#tests/kit/people.ts';
import { RoomWatch } from '#tests/kit/room-watch.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

describe.each(['a stop', 'kill -9'])('after %s and a start', (way) => {
  const lynk = useLynk({ own: true });
  let ann: Person;
  let ben: Person;
  let cleo: Person;
  let roomId: string;
  /** A message that Ben had seen live. */
  let seen: { id: string; cursor: string };
  let before: object;

  /** Everything that Ann and Ben can read. */
  const everything = async () => ({
    viewer: await ann.client.get(VIEWER),
    ben: (await ann.client.get(USER, { id: ben.id })).user?.displayName,
    blocked: await ben.client.get(BLOCKED_USERS, {}),
    rooms: [await ann.client.get(VIEWER_ROOMS, {}), await ben.client.get(VIEWER_ROOMS, {})],
    publicRooms: await ann.client.get(PUBLIC_ROOMS, {}),
    room: [await ann.client.get(ROOM, { id: roomId }), await ben.client.get(ROOM, { id: roomId })],
    members: await ben.client.get(MEMBERS, { id: roomId }),
    messages: await readAll(ben, roomId),
  });

  beforeAll(async () => {
    [ann, ben, cleo] = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo');
    await ben.client.get(UPDATE_PROFILE, { input: { displayName: 'Benjamin', bio: 'about me' } });
    roomId = await makeRoom(ann, [ben], { visibility: 'PUBLIC' });
    await ann.client.get(SET_MEMBER_ROLE, { input: { roomId, userId: ben.id, role: 'MODERATOR' } });
    await ann.client.get(OPEN_DIRECT_ROOM, { input: { userId: cleo.id } });
    await ben.client.get(BLOCK_USER, { input: { userId: cleo.id } });
    seen = await send(ann, roomId, 'first', 'the key');
    await ben.client.get(MARK_READ, { input: { messageId: seen.id } });
    await ann.client.get(EDIT_MESSAGE, { input: { messageId: seen.id, body: 'first, corrected' } });
    await ben.client.get(ADD_REACTION, { input: { messageId: seen.id, emoji: '🎉' } });
    const gone = await send(ann, roomId, 'second');
    await ann.client.get(DELETE_MESSAGE, { input: { messageId: gone.id } });
    await send(ann, roomId, 'third');
    await cleo.client.get(LOGOUT, {});
    before = await everything();
    if (way === 'kill -9') await lynk().kill9();
    await lynk().restart();
  });

  it('everything is as it was', async () => {
    expect(await everything()).toEqual(before);
  });

  it('sessions go on, and ended ones stay ended', async () => {
    expect((await cleo.client.ask(VIEWER)).codes).toEqual(['UNAUTHENTICATED']);
    const refresh = async ({ refreshToken }: Person) =>
      (await lynk().anonymous.get(REFRESH_SESSION, { input: { refreshToken } })).refreshSession;
    expect((await refresh(cleo))?.userErrors.map((error) => error.code)).toEqual(['REFRESH_TOKEN_INVALID']);
    expect((await refresh(ben))?.tokens?.accessToken).toEqual(expect.any(String));
    const { login } = await lynk().anonymous.get(LOGIN, {
      input: { identifier: cleo.username, password: cleo.password },
    });
    expect(login?.viewer?.id).toBe(cleo.id);
  });

  it('a cursor from before is good, and a retry gives the first message', async () => {
    const watching = new RoomWatch(lynk(), ben, roomId, seen.cursor);
    onTestFinished(() => watching.close());
    const again = await send(ann, roomId, 'first', 'the key');
    expect(again).toMatchObject({ id: seen.id, cursor: seen.cursor, body: 'first, corrected' });
    const last = await send(ann, roomId, 'fourth');
    await watching.untilSent(last.id);
    const types = watching.items.flatMap(({ cursor, event }) => (cursor == null ? [] : event?.__typename));
    expect(types).toEqual([
      'MessageEdited',
      'ReactionAdded',
      'MessageSent',
      'MessageDeleted',
      'MessageSent',
      'MessageSent',
    ]);
  });
});
