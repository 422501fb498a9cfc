import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Identity, UserIdentity } from '#platform/identity/identity.ts';
import { cursorOf, person, roomIdOf, useMessageLab, userIdOf } from '#tests/kit/message-lab.ts';
import { placeOf } from '#tests/kit/place.ts';
import type { PulledSubscription } from '#tests/kit/pulled-subscription.ts';

const lab = useMessageLab();

const EVENT = `__typename
  ... on MessageSent { message { body deletedAt } } ... on MessageEdited { message { body } }
  ... on MessageDeleted { message { body } } ... on ReactionAdded { emoji message { body reactions { emoji count } } }
  ... on MemberLeft { user { id } } ... on MemberJoined { user { id } }
  ... on TypingChanged { user { id } isTyping } ... on PresenceChanged { user { id } status }`;
const WATCH = `subscription ($roomId: ID!, $after: String) {
  roomEvents(roomId: $roomId, after: $after) { cursor actorId revokedUserIds event { ${EVENT} } }
}`;
const SINCE = `query ($roomId: ID!, $after: String) { roomEventsSince(roomId: $roomId, after: $after) {
  items { cursor actorId revokedUserIds event { ${EVENT} } } head hiddenActorIds silentActorIds
} }`;

interface Item {
  readonly cursor: string | null;
  readonly actorId: string | null;
  readonly revokedUserIds: readonly string[];
  readonly event: ({ readonly __typename: string } & Record<string, unknown>) | null;
}
type Watch = PulledSubscription<{ roomEvents: Item }>;

let ann: UserIdentity;
let ben: UserIdentity;
let roomId: string;
beforeEach(async () => {
  [ann, ben] = [person(), person()];
  // Places 1 to 3: made, Ann is in, Ben is in.
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});

const watch = (who: Identity, after: string | null = null): Watch =>
  lab().watch(WATCH, { roomId: roomIdOf(roomId), after }, who);
/** A watch that has begun: what happens from now on reaches it. */
async function watchFrom(who: Identity, seq: number): Promise<Watch> {
  const watching = watch(who, cursorOf(roomId, seq));
  await watching.until('what is there', (items) => items.some((item) => item.roomEvents.cursor !== null));
  return watching;
}
async function ask(query: string, who: Identity, input: Record<string, unknown>) {
  const { data, errors } = await lab().subgraph.ask<Record<string, { message: { id: string } }>>(query, { input }, who);
  expect(errors).toEqual([]);
  return Object.values(data)[0]?.message.id ?? '';
}
const send = (who: Identity, body: string, room = roomId) =>
  ask(
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } userErrors { code } } }',
    who,
    {
      roomId: roomIdOf(room),
      body,
      clientMessageId: randomUUID(),
    },
  );
const edit = (who: Identity, messageId: string, body: string) =>
  ask('mutation ($input: EditMessageInput!) { editMessage(input: $input) { message { id } } }', who, {
    messageId,
    body,
  });
const remove = (who: Identity, messageId: string) =>
  ask('mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { message { id } } }', who, { messageId });
const react = (who: Identity, messageId: string, emoji: string) =>
  ask('mutation ($input: AddReactionInput!) { addReaction(input: $input) { message { id } } }', who, {
    messageId,
    emoji,
  });
const type = (who: Identity) =>
  ask('mutation ($input: SetTypingInput!) { setTyping(input: $input) { room { id } } }', who, {
    roomId: roomIdOf(roomId),
    isTyping: true,
  }).catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
  });

const itemsOf = (watching: Watch) => watching.items.map((item) => item.roomEvents);
const placed = (watching: Watch) => itemsOf(watching).filter((item) => item.cursor !== null);
const placesOf = (watching: Watch) => placed(watching).map((item) => placeOf(item.cursor ?? ''));
const kindsOf = (watching: Watch) => itemsOf(watching).map((item) => item.event?.__typename ?? null);
const bodiesOf = (watching: Watch) =>
  placed(watching)
    .filter((item) => item.event?.__typename === 'MessageSent')
    .map((item) => (item.event?.['message'] as { body: string | null } | undefined)?.body);
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n);
const untilPlace = (watching: Watch, seq: number) =>
  watching.until(`place ${seq}`, () => placesOf(watching).at(-1) === seq);

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

  it('holds nothing any more when it is ended while it waits', async () => {
    const before = lab().pubsub.listeners;
    const watching = await watchFrom(ben, 2);
    expect(lab().pubsub.listeners).toBeGreaterThan(before);
    await watching.end();
    // The changes of filters are listened to for as long as the process runs.
    expect(lab().pubsub.listeners).toBe(before + 1);
  });
});

describe('a link that loses notices', () => {
  /** Quiet rooms are not compared with the log any more: what is under test must be enough. */
  async function withoutComparison(): Promise<void> {
    // Who may write is known from this one on, so that the head is not asked for.
    await send(ann, '4');
    lab().store.log.heads = () => Promise.reject(new Error('not to be asked'));
  }

  it('costs no event: a jump in the sequence is filled from the log', async () => {
    const watching = await watchFrom(ben, 2);
    await withoutComparison();
    let count = 0;
    lab().pubsub.loses = (channel) => channel.startsWith('room:') && count++ % 3 !== 0;
    for (let n = 5; n < 35; n++) await send(ann, `${n}`);
    lab().pubsub.loses = () => false;
    await send(ann, '35');
    await untilPlace(watching, 35);
    expect(placesOf(watching)).toEqual(range(3, 35));
    expect(bodiesOf(watching)).toEqual(range(4, 35).map(String));
  });

  it('costs no event when it says that it was away', async () => {
    const watching = await watchFrom({ kind: 'audience', roomId }, 2);
    await withoutComparison();
    await untilPlace(watching, 4);
    lab().pubsub.loses = () => true;
    await send(ann, '5');
    lab().pubsub.tellGap();
    await untilPlace(watching, 5);
    expect(bodiesOf(watching)).toEqual(['4', '5']);
  });

  it('costs no event when nobody notices: quiet rooms are compared with the log', async () => {
    const watching = await watchFrom(ben, 2);
    lab().pubsub.loses = () => true;
    await send(ann, 'lost');
    await untilPlace(watching, 4);
    expect(bodiesOf(watching)).toEqual(['lost']);
  });

  it('delivers in the order of the log what comes in another order', async () => {
    const watching = await watchFrom(ben, 2);
    const held: (() => Promise<void>)[] = [];
    const { pubsub } = lab();
    const publish = pubsub.publish.bind(pubsub);
    pubsub.publish = async (channel, notice) => void held.push(() => publish(channel, notice));
    for (const body of ['4', '5', '6']) await send(ann, body);
    pubsub.publish = publish;
    await expect.poll(() => held.length).toBeGreaterThanOrEqual(3);
    for (const tell of held.reverse()) await tell();
    await untilPlace(watching, 6);
    expect(bodiesOf(watching)).toEqual(['4', '5', '6']);
  });

  it('delivers nothing more to who was removed meanwhile', async () => {
    const watching = await watchFrom(ben, 2);
    lab().pubsub.loses = () => true;
    // The removal has not even reached the log.
    lab().neighbours.timeline = undefined;
    await lab().neighbours.remove(roomId, ben.userId, ann.userId);
    await send(ann, 'not for Ben');
    lab().pubsub.loses = () => false;
    lab().pubsub.tellGap();
    await watching.over();
    expect(kindsOf(watching)).toEqual(['MemberJoined', 'AccessRevoked']);
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

describe('the replay', () => {
  const since = async (who: Identity, after: string | null) => {
    type Page = { items: Item[]; head: string; hiddenActorIds: string[]; silentActorIds: string[] };
    const variables = { roomId: roomIdOf(roomId), after };
    const { data, codes } = await lab().subgraph.ask<{ roomEventsSince: Page | null }>(SINCE, variables, who);
    return { codes, page: data?.roomEventsSince };
  };

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
