import { beforeEach, describe, expect, it } from 'vitest';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { cursorOf, person, useMessageLab, userIdOf } from '#tests/kit/message-lab.ts';
import { placed, roomDoings, untilPlace } from '#tests/kit/room-doings.ts';

const lab = useMessageLab();

let ann: UserIdentity;
let ben: UserIdentity;
let roomId: string;
beforeEach(async () => {
  [ann, ben] = [person(), person()];
  // Places 1 to 3: made, Ann is in, Ben is in.
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});
const { watchFrom, since, send } = roomDoings(lab, () => roomId);

describe('the replay', () => {
  it('is the same items as the stream delivers, and the place to go on from', async () => {
    await send(ann, '4');
    await lab().neighbours.block(ben.userId, ann.userId);
    await send(ben, '5');
    const watching = await watchFrom(ben, 0);
    await untilPlace(watching, 5);
    const { page } = await since(ben, cursorOf(roomId, 0));
    expect(page).toEqual({
      items: placed(watching),
      head: cursorOf(roomId, 5),
      hiddenActorIds: [userIdOf(ann)],
      silentActorIds: [userIdOf(ann)],
    });
    expect((await since(ann, cursorOf(roomId, 4))).page).toMatchObject({
      items: [{ event: { message: { body: '5' } } }],
      hiddenActorIds: [],
      silentActorIds: [userIdOf(ben)],
    });
  });

  it('is empty without a cursor and at the head, a reset beyond it, and nothing for others', async () => {
    for (const after of [null, cursorOf(roomId, 3)]) {
      expect((await since(ben, after)).page).toMatchObject({ items: [], head: cursorOf(roomId, 3) });
    }
    const { page } = await since(ben, cursorOf(roomId, 9));
    expect(page).toMatchObject({ items: [{ event: { __typename: 'StreamReset' } }], head: cursorOf(roomId, 3) });
    expect((await since(person(), cursorOf(roomId, 0))).codes).toEqual(['NOT_FOUND']);
    expect((await since(ben, 'x')).codes).toEqual(['BAD_USER_INPUT']);
    expect((await since({ kind: 'audience', roomId }, null)).codes).toEqual(['FORBIDDEN']);
  });
});
