import { describe, expect, it } from 'vitest';
import { SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import {
  ADD_MEMBER,
  JOIN_ROOM,
  LEAVE_ROOM,
  MEMBERS,
  OPEN_DIRECT_ROOM,
  REMOVE_MEMBER,
  ROOM,
} from '#tests/kit/operations/room.ts';
import { BLOCK_USER, UNBLOCK_USER } from '#tests/kit/operations/user.ts';
import { type Person, readAll, register, registerAll, send } from '#tests/kit/people.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
const UNKNOWN_USER = `u_${Buffer.alloc(16, 1).toString('base64url')}`;
const open = async (person: Person, userId: string) =>
  (await person.client.get(OPEN_DIRECT_ROOM, { input: { userId } })).openDirectRoom;
const trySend = (person: Person, roomId: string) =>
  person.client.ask(SEND_MESSAGE, { input: { roomId, body: 'Hello?', clientMessageId: 'once' } });

describe('a DIRECT room', () => {
  it('is one for each pair, whoever opens it and however many times at once', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const openings = Array.from({ length: 20 }, (_, index) => (index % 2 ? open(ann, ben.id) : open(ben, ann.id)));
    const answers = await Promise.all(openings);
    expect(answers.flatMap((answer) => answer?.userErrors ?? [])).toEqual([]);
    const ids = new Set(answers.map((answer) => answer?.room?.id));
    expect(ids.size).toBe(1);
    const [id = ''] = ids;
    for (const [viewer, peer] of [
      [ann, ben],
      [ben, ann],
    ] as const) {
      const { room } = await viewer.client.get(ROOM, { id });
      expect(room).toMatchObject({
        kind: 'DIRECT',
        visibility: 'PRIVATE',
        name: null,
        memberCount: 2,
        peer: { id: peer.id },
      });
      const { room: withMembers } = await viewer.client.get(MEMBERS, { id });
      const members = withMembers?.members?.edges.map(({ node }) => node.user?.id).toSorted();
      expect(members).toEqual([ann.id, ben.id].toSorted());
    }
    // Everything that the race announced stands once in the room's sequence.
    const message = await send(ann, id, 'Just us.');
    expect((await readAll(ben, id)).map((edge) => edge.node.id)).toEqual([message.id]);
  });

  it('is not for oneself, nor with nobody', async () => {
    const ann = await register(lynk());
    expect(await open(ann, ann.id)).toEqual({
      room: null,
      userErrors: [{ code: 'CANNOT_CONVERSE_WITH_SELF', field: ['userId'] }],
    });
    expect(await open(ann, UNKNOWN_USER)).toEqual({
      room: null,
      userErrors: [{ code: 'USER_UNKNOWN', field: ['userId'] }],
    });
  });

  it('is not for others', async () => {
    const [ann, ben, cleo] = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo');
    const id = (await open(ann, ben.id))?.room?.id ?? '';
    const input = { roomId: id, userId: cleo.id };
    expect((await cleo.client.ask(ROOM, { id })).codes).toEqual(['NOT_FOUND']);
    expect((await cleo.client.ask(JOIN_ROOM, { input: { roomId: id } })).codes).toEqual(['NOT_FOUND']);
    expect((await trySend(cleo, id)).codes).toEqual(['NOT_FOUND']);
    const { addMember } = await ann.client.get(ADD_MEMBER, { input });
    expect(addMember?.userErrors).toMatchObject([{ code: 'ROOM_IS_DIRECT' }]);
    const { removeMember } = await ann.client.get(REMOVE_MEMBER, { input: { roomId: id, userId: ben.id } });
    expect(removeMember?.userErrors).toMatchObject([{ code: 'ROOM_IS_DIRECT' }]);
    const { leaveRoom } = await ann.client.get(LEAVE_ROOM, { input: { roomId: id } });
    expect(leaveRoom?.userErrors).toMatchObject([{ code: 'ROOM_IS_DIRECT' }]);
  });

  it('takes nothing from either while one has blocked the other, and everything afterwards', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const id = (await open(ann, ben.id))?.room?.id ?? '';
    await send(ben, id, 'Before');
    await ann.client.get(BLOCK_USER, { input: { userId: ben.id } });
    expect((await trySend(ben, id)).codes).toEqual(['FORBIDDEN']);
    expect((await trySend(ann, id)).codes).toEqual(['FORBIDDEN']);
    await ann.client.get(UNBLOCK_USER, { input: { userId: ben.id } });
    await send(ben, id, 'After');
    await send(ann, id, 'Welcome back');
    const bodies = (await readAll(ann, id)).map((edge) => edge.node.body);
    expect(bodies).toEqual(['Before', 'After', 'Welcome back']);
  });

  it('is not opened anew while one has blocked the other', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    await ann.client.get(BLOCK_USER, { input: { userId: ben.id } });
    for (const [person, other] of [
      [ann, ben],
      [ben, ann],
    ] as const) {
      expect((await open(person, other.id))?.userErrors).toMatchObject([{ code: 'CANNOT_CONVERSE' }]);
    }
  });

  it('takes nothing that was sent after the block was acknowledged, in the middle of traffic', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const id = (await open(ann, ben.id))?.room?.id ?? '';
    let blocked = false;
    const outcomes: { afterBlock: boolean; taken: boolean }[] = [];
    const traffic = Array.from({ length: 8 }, async (_, lane) => {
      for (let index = 0; index < 25; index += 1) {
        const afterBlock = blocked;
        const input = { roomId: id, body: `${lane} ${index}`, clientMessageId: `${lane}-${index}` };
        const answer = await ben.client.ask(SEND_MESSAGE, { input });
        outcomes.push({ afterBlock, taken: answer.data?.sendMessage?.message != null });
      }
    });
    await send(ann, id, 'I read for a while.');
    await ann.client.get(BLOCK_USER, { input: { userId: ben.id } });
    blocked = true;
    await Promise.all(traffic);
    expect(outcomes.filter((outcome) => outcome.afterBlock && outcome.taken)).toEqual([]);
    expect(outcomes.some((outcome) => outcome.taken)).toBe(true);
    expect(outcomes.some((outcome) => outcome.afterBlock)).toBe(true);
  });
});
