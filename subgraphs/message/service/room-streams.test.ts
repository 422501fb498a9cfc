import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { Identity, UserIdentity } from '#platform/identity/identity.ts';
import { cursorOf, person, useMessageLab, userIdOf } from '#tests/kit/message-lab.ts';
import {
  bodiesOf,
  itemsOf,
  kindsOf,
  placed,
  placesOf,
  range,
  roomDoings,
  untilPlace,
  type Watch,
} from '#tests/kit/room-doings.ts';

const lab = useMessageLab();

let ann: UserIdentity;
let ben: UserIdentity;
let roomId: string;
beforeEach(async () => {
  [ann, ben] = [person(), person()];
  // Places 1 to 3: made, Ann is in, Ben is in.
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});
const { watch, watchFrom, send, edit, remove, react, type } = roomDoings(lab, () => roomId);

describe('a stream', () => {
  it('replays what came after a cursor and goes on live, in one chain', async () => {
    await send(ann, '4');
    const watching = await watchFrom(ben, 0);
    await send(ann, '5');
    await untilPlace(watching, 5);
    expect(placesOf(watching)).toEqual([1, 2, 3, 4, 5]);
    expect(kindsOf(watching)).toEqual(['RoomCreated', 'MemberJoined', 'MemberJoined', 'MessageSent', 'MessageSent']);
    expect(bodiesOf(watching)).toEqual(['4', '5']);
  });

  it('begins now without a cursor', async () => {
    await send(ann, 'before');
    const watching = watch(ben);
    for (let n = 0; bodiesOf(watching).length === 0; n++) await send(ann, `${n}`);
    expect(bodiesOf(watching)).not.toContain('before');
  });

  it('has no hole and no double from any cursor, however much is sent meanwhile', async () => {
    const watches = [await watchFrom(ben, 2)];
    const sending = Promise.all(
      range(0, 3).map(async (writer) => {
        for (let n = 0; n < 15; n++) await send(writer % 2 ? ann : ben, `${writer} ${n}`);
      }),
    );
    for (let n = 0; n < 12; n++) {
      const seen = placesOf(watches[0] as Watch);
      const after = seen[Math.floor(Math.random() * seen.length)] ?? 3;
      watches.push(watch(n % 2 ? ann : ben, cursorOf(roomId, after)));
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await sending;
    for (const watching of watches) {
      await untilPlace(watching, 63);
      const places = placesOf(watching);
      expect(places).toEqual(range(places[0] ?? 0, 63));
    }
    const chains = watches.map((watching) =>
      placed(watching)
        .slice(-5)
        .map((item) => item.event),
    );
    for (const chain of chains) expect(chain).toEqual(chains[0]);
  });

  it('shows messages as they are when the event is delivered', async () => {
    const [first, second] = [await send(ann, 'frist'), await send(ann, 'secret')];
    await edit(ann, first, 'first');
    await remove(ann, second);
    await react(ben, first, '👍');
    const watching = await watchFrom(ben, 3);
    await untilPlace(watching, 8);
    expect(placed(watching).map((item) => item.event)).toMatchObject([
      { __typename: 'MessageSent', message: { body: 'first' } },
      { __typename: 'MessageSent', message: { body: null, deletedAt: expect.any(String) } },
      { __typename: 'MessageEdited', message: { body: 'first' } },
      { __typename: 'MessageDeleted', message: { body: null } },
      { __typename: 'ReactionAdded', emoji: '👍', message: { body: 'first', reactions: [{ emoji: '👍', count: 1 }] } },
    ]);
    expect(JSON.stringify(watching.items)).not.toContain('secret');
  });

  it('shows live what edits, deletions and reactions have made of a message', async () => {
    const watching = await watchFrom(ben, 2);
    const message = await send(ann, 'frist');
    await edit(ann, message, 'first');
    await react(ben, message, '👍');
    await remove(ann, message);
    await untilPlace(watching, 7);
    expect(
      placed(watching)
        .slice(1)
        .map((item) => item.event),
    ).toMatchObject([
      { message: { body: 'frist' } },
      { message: { body: 'first' } },
      { message: { body: 'first', reactions: [{ emoji: '👍', count: 1 }] } },
      { message: { body: null } },
    ]);
  });

  it('reads nothing from the store for a message that is sent while it is watched', async () => {
    const watching = await watchFrom(ben, 2);
    lab().store.messages = () => Promise.reject(new Error('not to be asked'));
    await send(ann, 'hi');
    await untilPlace(watching, 4);
    expect([bodiesOf(watching), watching.codes]).toEqual([['hi'], []]);
  });

  it('tells a slow reader what it can still take up, and costs nothing meanwhile', async () => {
    const watching = await watchFrom(ben, 2);
    watching.pause();
    for (let n = 0; n < 300; n += 20) await Promise.all(range(1, 20).map((k) => send(ann, `${n + k}`)));
    watching.resume();
    await untilPlace(watching, 303);
    expect(placesOf(watching)).toEqual(range(3, 303));
  });

  it('says that too much was missed, and goes on from there', async () => {
    await lab().neighbours.block(ann.userId, ben.userId, false);
    const append = (n: number) =>
      lab().store.log.append(roomId, {
        body: { type: 'message.sent', body: `${n}`, contentType: 'text/plain' },
        actorId: ann.userId,
        clientKey: `${n}`,
        allowedAtEpoch: null,
        topic: null,
      });
    await Promise.all(range(4, 1_003).map(append));
    const all = watch(ben, cursorOf(roomId, 3));
    const none = watch(ben, cursorOf(roomId, 2));
    await untilPlace(all, 1_003);
    expect(placesOf(all)).toEqual(range(4, 1_003));
    await none.until('the reset', (items) => items.length > 0);
    expect(itemsOf(none)[0]).toMatchObject({ cursor: cursorOf(roomId, 1_003), event: { __typename: 'StreamReset' } });
    await send(ann, 'on');
    await untilPlace(none, 1_004);
    expect(placesOf(none)).toEqual([1_003, 1_004]);
    // A cursor of a time that the log has lost.
    const lost = watch(ben, cursorOf(roomId, 5_000));
    await lost.until('the reset', (items) => items.length > 0);
    expect(itemsOf(lost)[0]).toMatchObject({ cursor: cursorOf(roomId, 1_004), event: { __typename: 'StreamReset' } });
  });

  it('says the same when the past is gone', async () => {
    for (const body of ['4', '5']) await send(ann, body);
    const { log } = lab().store;
    const read = log.read.bind(log);
    log.read = async (room, part) => ({ ...(await read(room, part)), events: [] });
    const watching = watch(ben, cursorOf(roomId, 1));
    await watching.until('the reset', (items) => items.length > 0);
    log.read = read;
    await send(ann, '6');
    await untilPlace(watching, 6);
    expect(placed(watching)).toMatchObject([
      { cursor: cursorOf(roomId, 5), event: { __typename: 'StreamReset' } },
      { event: { message: { body: '6' } } },
    ]);
  });

  it('outlives a store that does not answer for a moment', async () => {
    for (const body of ['4', '5']) await send(ann, body);
    const { log } = lab().store;
    const read = log.read.bind(log);
    let faults = 3;
    log.read = (room, part) => (faults-- > 0 ? Promise.reject(serviceUnavailable('away')) : read(room, part));
    const watching = watch(ben, cursorOf(roomId, 3));
    await untilPlace(watching, 5);
    expect([placesOf(watching), watching.codes]).toEqual([[4, 5], []]);
  });

  it('that breaks says so in its last item', async () => {
    await send(ann, '4');
    const { log } = lab().store;
    log.read = () => Promise.reject(new Error('a secret of ours'));
    const watching = watch(ben, cursorOf(roomId, 3));
    await watching.over();
    expect([watching.items, watching.codes]).toEqual([[], ['INTERNAL_SERVER_ERROR']]);
  });

  it('holds nothing any more when it is ended while it waits', async () => {
    const before = lab().pubsub.listeners;
    const watching = await watchFrom(ben, 2);
    expect(lab().pubsub.listeners).toBeGreaterThan(before);
    await watching.end();
    // The changes of filters are listened to for as long as the process runs.
    expect(lab().pubsub.listeners).toBe(before + 1);
  });
});

describe('access', () => {
  it('ends at the place of the removal, for this viewer alone', async () => {
    const [forAnn, forBen] = [await watchFrom(ann, 2), await watchFrom(ben, 2)];
    const sending = (async () => {
      for (let n = 0; n < 30; n++) await send(ann, `${n}`);
    })();
    await lab().neighbours.remove(roomId, ben.userId, ann.userId);
    await forBen.over();
    await sending;
    await untilPlace(forAnn, 34);
    const seqOfRemoval = placed(forAnn).findIndex((item) => item.event?.__typename === 'MemberLeft') + 1;
    expect(kindsOf(forBen).at(-1)).toBe('AccessRevoked');
    expect(itemsOf(forBen).slice(0, -1)).toEqual(placed(forAnn).slice(0, seqOfRemoval));
    expect(placesOf(forAnn)).toEqual(range(3, 34));
  });

  it('of who has come back since does not end at an old removal', async () => {
    await lab().neighbours.remove(roomId, ben.userId);
    await lab().neighbours.add(roomId, ben.userId);
    const watching = await watchFrom(ben, 0);
    await send(ann, 'welcome back');
    await untilPlace(watching, 6);
    expect(placesOf(watching)).toEqual(range(1, 6));
    expect(itemsOf(watching).flatMap((item) => item.revokedUserIds)).toEqual([]);
  });

  it.each<[string, () => Identity, string]>([
    ['a stranger', person, 'NOT_FOUND'],
    ['nobody', () => ({ kind: 'anonymous' }), 'UNAUTHENTICATED'],
    ['the suspended', () => person({ suspended: true }), 'FORBIDDEN'],
    ['another room’s audience', () => ({ kind: 'audience', roomId: randomUUID() }), 'FORBIDDEN'],
  ])('is not for %s', async (_, who, code) => {
    const watching = watch(who());
    await watching.over();
    expect([watching.codes, watching.items]).toEqual([[code], []]);
  });

  it.each(['', 'x', 'AAAA'])('with the cursor %j is refused', async (after) => {
    const watching = watch(ben, after);
    await watching.over();
    expect(watching.codes).toEqual(['BAD_USER_INPUT']);
  });

  it('with a cursor of another room is refused', async () => {
    const watching = watch(ben, cursorOf(randomUUID(), 1));
    await watching.over();
    expect(watching.codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('typing and presence', () => {
  it('have no cursor; who begins to watch is told what is so', async () => {
    await lab().presence.connect(ann.userId, 'a');
    await lab().presence.connect(ben.userId, 'b');
    await type(ann);
    const watching = watch(ben);
    await watching.until('both', (items) => items.length >= 2);
    const told = itemsOf(watching).map(({ cursor, event }) => ({ cursor, ...event }));
    expect(told).toContainEqual({
      cursor: null,
      __typename: 'PresenceChanged',
      user: { id: userIdOf(ann) },
      status: 'ONLINE',
    });
    expect(told).toContainEqual({
      cursor: null,
      __typename: 'TypingChanged',
      user: { id: userIdOf(ann) },
      isTyping: true,
    });
    await lab().presence.disconnect(ann.userId, 'a');
    await watching.until('gone', () => itemsOf(watching).some((item) => item.event?.['status'] === 'OFFLINE'));
  });
});

describe('the audience of a room', () => {
  it('is told its place first, then everything with whose doing it is', async () => {
    await lab().neighbours.block(ben.userId, ann.userId);
    const watching = watch({ kind: 'audience', roomId });
    await watching.until('the place', (items) => items.length > 0);
    await send(ann, 'hi');
    await lab().neighbours.remove(roomId, ben.userId, ann.userId);
    await type(ann);
    await watching.until('typing', () => kindsOf(watching).includes('TypingChanged'));
    expect(itemsOf(watching)).toMatchObject([
      { cursor: cursorOf(roomId, 3), event: null, actorId: null, revokedUserIds: [] },
      { cursor: cursorOf(roomId, 4), event: { message: { body: 'hi' } }, actorId: userIdOf(ann), revokedUserIds: [] },
      { cursor: cursorOf(roomId, 5), event: { __typename: 'MemberLeft' }, revokedUserIds: [userIdOf(ben)] },
      { cursor: null, event: { __typename: 'TypingChanged' }, actorId: userIdOf(ann) },
    ]);
  });

  it('is told its place again when notices may have been lost', async () => {
    const watching = watch({ kind: 'audience', roomId }, cursorOf(roomId, 2));
    await untilPlace(watching, 3);
    lab().pubsub.tellGap();
    await watching.until('the place', (items) => items.length === 3);
    expect(placesOf(watching)).toEqual([2, 3, 3]);
    expect(itemsOf(watching).at(-1)).toMatchObject({ event: null, actorId: null });
  });
});
