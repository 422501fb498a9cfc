import { beforeEach, describe, expect, it } from 'vitest';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { cursorOf, person, useMessageLab, userIdOf } from '#tests/kit/message-lab.ts';
import { bodiesOf, itemsOf, kindsOf, placed, placesOf, range, roomDoings, untilPlace } from '#tests/kit/room-doings.ts';

const lab = useMessageLab();

let ann: UserIdentity;
let ben: UserIdentity;
let roomId: string;
beforeEach(async () => {
  [ann, ben] = [person(), person()];
  // Places 1 to 3: made, Ann is in, Ben is in.
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});
const { watchFrom, send, type } = roomDoings(lab, () => roomId);

describe('a block', () => {
  it('empties the events of the blocked, from its acknowledgement on, and keeps their places', async () => {
    const [forAnn, forBen] = [await watchFrom(ann, 2), await watchFrom(ben, 2)];
    await send(ann, '4');
    await lab().neighbours.block(ben.userId, ann.userId);
    await send(ann, '5');
    await send(ben, '6');
    await lab().neighbours.block(ben.userId, ann.userId, false);
    await send(ann, '7');
    await untilPlace(forBen, 7);
    await untilPlace(forAnn, 7);
    expect(bodiesOf(forAnn)).toEqual(['4', '5', '6', '7']);
    expect(bodiesOf(forBen)).toEqual(['4', '6', '7']);
    expect(placesOf(forBen)).toEqual(range(3, 7));
    expect(placed(forBen)[2]).toEqual({
      cursor: cursorOf(roomId, 5),
      event: null,
      actorId: userIdOf(ann),
      revokedUserIds: [],
    });
  });

  it('stands in the log of the DIRECT room and is shown to nobody', async () => {
    roomId = await lab().neighbours.openDirectRoom(ann.userId, ben.userId);
    const watching = await watchFrom(ann, 2);
    await lab().neighbours.block(ben.userId, ann.userId);
    await untilPlace(watching, 4);
    expect(placed(watching).at(-1)?.event).toBeNull();
  });

  it('silences typing and presence in both directions', async () => {
    await lab().neighbours.block(ben.userId, ann.userId);
    const cleo = person();
    await lab().neighbours.add(roomId, cleo.userId);
    const watches = [await watchFrom(ann, 3), await watchFrom(ben, 3), await watchFrom(cleo, 3)] as const;
    await type(ann);
    await type(ben);
    await send(cleo, 'end');
    for (const watching of watches) await untilPlace(watching, 5);
    await watches[2].until('both', () => kindsOf(watches[2]).filter((kind) => kind === 'TypingChanged').length === 2);
    const typists = watches.map((watching) =>
      itemsOf(watching)
        .filter((item) => item.event?.__typename === 'TypingChanged')
        .map((item) => item.actorId),
    );
    expect(typists).toEqual([[userIdOf(ann)], [userIdOf(ben)], [userIdOf(ann), userIdOf(ben)]]);
  });
});
