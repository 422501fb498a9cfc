import { describe, expect, it, onTestFinished } from 'vitest';
import { SET_TYPING } from '#tests/kit/operations/message.ts';
import { BLOCK_USER, USER } from '#tests/kit/operations/user.ts';
import { liveCursor, makeRoom, type Person, registerAll, send } from '#tests/kit/people.ts';
import { RoomWatch } from '#tests/kit/room-watch.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();

async function watch(person: Person, roomId: string): Promise<RoomWatch> {
  const watching = new RoomWatch(lynk(), person, roomId, await liveCursor(person, roomId));
  onTestFinished(() => watching.close());
  return watching;
}
const setTyping = async (person: Person, roomId: string, isTyping: boolean) => {
  const { setTyping: payload } = await person.client.get(SET_TYPING, { input: { roomId, isTyping } });
  expect(payload).toEqual({ room: { id: roomId }, userErrors: [] });
};
const typing = (watching: RoomWatch, person: Person) =>
  watching.events('TypingChanged').flatMap((event) => (event.user?.id === person.id ? event.isTyping : []));
const statuses = (watching: RoomWatch, person: Person) =>
  watching.events('PresenceChanged').flatMap((event) => (event.user?.id === person.id ? event.status : []));

describe('typing', () => {
  it('reaches the room, carries no cursor, and says until when it holds', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const watching = await watch(ann, roomId);
    // When the stream is live cannot be seen from outside: whoever types says so again and again.
    await until('typing to be seen', async () => {
      await setTyping(ben, roomId, true);
      return typing(watching, ben).includes(true);
    });
    const [event] = watching.events('TypingChanged');
    expect(Date.parse(event?.expiresAt ?? '')).toBeGreaterThan(Date.now());
    expect(watching.items.find((item) => item.event?.__typename === 'TypingChanged')?.cursor).toBeNull();
    await setTyping(ben, roomId, false);
    await watching.until('the end of it', (w) => typing(w, ben).at(-1) === false);
  });

  it('is shown as it stands to who comes while somebody types', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    await setTyping(ben, roomId, true);
    const watching = await watch(ann, roomId);
    await watching.until('the state', (w) => typing(w, ben).includes(true));
  });

  it('is not for who is not in the room', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann);
    expect((await ben.client.ask(SET_TYPING, { input: { roomId, isTyping: true } })).codes).toEqual(['NOT_FOUND']);
  });
});

describe('presence', () => {
  it('follows sockets, and reaches the room', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const status = async () => (await ann.client.get(USER, { id: ben.id })).user?.presence?.status;
    expect(await status()).toBe('OFFLINE');
    const watching = await watch(ann, roomId);
    // Ann's stream is live when something has come.
    const message = await send(ann, roomId, 'anybody there?');
    await watching.untilSent(message.id);

    const [first, second] = [await watch(ben, roomId), await watch(ben, roomId)];
    await watching.until('Ben to come', (w) => statuses(w, ben).at(-1) === 'ONLINE');
    expect(await status()).toBe('ONLINE');
    await until('both of his sockets to be open', async () => {
      const { id } = await send(ann, roomId, 'hello');
      await Promise.all([first.untilSent(id), second.untilSent(id)]);
      return true;
    });
    await first.close();
    await send(ann, roomId, 'one is left');
    expect(await status()).toBe('ONLINE');
    await second.drop();
    await watching.until('Ben to go', (w) => statuses(w, ben).at(-1) === 'OFFLINE');
    expect(await status()).toBe('OFFLINE');
    const { user } = await ann.client.get(USER, { id: ben.id });
    expect(Math.abs(Date.parse(user?.presence?.lastActiveAt ?? '') - Date.now())).toBeLessThan(120_000);
  });

  it('and typing of either are hidden from the other after a block', async () => {
    const [ann, ben, cleo] = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo');
    const roomId = await makeRoom(ann, [ben, cleo]);
    await ann.client.get(BLOCK_USER, { input: { userId: ben.id } });
    const watches = [await watch(ann, roomId), await watch(ben, roomId), await watch(cleo, roomId)] as const;
    const [byAnn, byBen, byCleo] = watches;
    const message = await send(cleo, roomId, 'all here?');
    for (const watching of watches) await watching.untilSent(message.id);
    for (const person of [ann, ben]) {
      await until('Cleo to see it', async () => {
        await setTyping(person, roomId, true);
        return typing(byCleo, person).includes(true);
      });
    }
    // Cleo's typing comes after theirs, and reaches both.
    await until('both to see Cleo type', async () => {
      await setTyping(cleo, roomId, true);
      return typing(byAnn, cleo).includes(true) && typing(byBen, cleo).includes(true);
    });
    expect([...typing(byAnn, ben), ...statuses(byAnn, ben)]).toEqual([]);
    expect([...typing(byBen, ann), ...statuses(byBen, ann)]).toEqual([]);
  });
});
