import { describe, expect, it, onTestFinished } from 'vitest';
import { MARK_READ } from '#tests/kit/operations/message.ts';
import { ADD_MEMBER, REMOVE_MEMBER } from '#tests/kit/operations/room.ts';
import { makeRoom, type Person, registerAll, send } from '#tests/kit/people.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { ViewerWatch } from '#tests/kit/viewer-watch.ts';

const lynk = useLynk();

function watch(person: Person, after?: string): ViewerWatch {
  const watching = new ViewerWatch(lynk(), person, after);
  onTestFinished(() => watching.close());
  return watching;
}

/** Watches, and waits until the stream is surely live: until a message makes it say something. */
async function liveWatch(person: Person, other: Person, after?: string): Promise<ViewerWatch> {
  const watching = watch(person, after);
  const roomId = await makeRoom(other, [person]);
  await until('the stream to be live', async () => {
    await send(other, roomId, 'ping');
    return watching.unreadCount(roomId) !== undefined;
  });
  return watching;
}

describe('viewerEvents', () => {
  it('tells of unread counts: they rise with what others send and fall when I have read', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const [forBen, forAnn] = [await liveWatch(ben, ann), await liveWatch(ann, ben)];
    await send(ann, roomId, 'one');
    const two = await send(ann, roomId, 'two');
    await until('two unread', () => forBen.unreadCount(roomId) === 2);
    await ben.client.get(MARK_READ, { input: { messageId: two.id } });
    await until('none unread', () => forBen.unreadCount(roomId) === 0);
    await send(ben, roomId, 'three');
    await until('one unread', () => forAnn.unreadCount(roomId) === 1);
    expect(forBen.unreadCount(roomId)).toBe(0);
    expect([...forAnn.faults, ...forBen.faults]).toEqual([]);
  });

  it('tells of rooms that I come into and leave', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const watching = await liveWatch(ben, ann);
    const roomId = await makeRoom(ann, [ben], { name: 'New' });
    await until('the coming', () => watching.was('RoomJoined', roomId));
    await ann.client.get(REMOVE_MEMBER, { input: { roomId, userId: ben.id } });
    await until('the leaving', () => watching.items.some((item) => item.viewerEvents.event?.__typename === 'RoomLeft'));
    await ann.client.get(ADD_MEMBER, { input: { roomId, userId: ben.id } });
    const joins = () =>
      watching.items.filter(
        ({ viewerEvents: { event } }) => event?.__typename === 'RoomJoined' && event.room?.id === roomId,
      );
    await until('the coming again', () => joins().length === 2);
  });

  it('sends the current state to who comes back', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const [read, unread] = [await makeRoom(ann, [ben]), await makeRoom(ann, [ben])];
    const first = await liveWatch(ben, ann);
    const { cursor = '' } = first;
    await first.drop();
    for (let index = 0; index < 3; index += 1) await send(ann, unread, `${index}`);
    const message = await send(ann, read, 'read on another device');
    await ben.client.get(MARK_READ, { input: { messageId: message.id } });
    const joined = await makeRoom(ann, [ben]);

    const again = watch(ben, cursor);
    // The count of every room that I am in: also of one that I was put into meanwhile.
    await until('the state', () => again.unreadCount(unread) === 3 && again.unreadCount(joined) === 0);
    expect(again.unreadCount(read)).toBe(0);
    for (const { viewerEvents } of again.items) expect(viewerEvents.cursor).toEqual(expect.any(String));
  });
});
