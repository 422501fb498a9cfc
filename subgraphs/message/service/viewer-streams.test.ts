import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { encodeId, encodeMessageId } from '#platform/ids/ids.ts';
import { viewerChannel } from '#platform/pubsub/pubsub.ts';
import { person, roomIdOf, useMessageLab } from '#tests/kit/message-lab.ts';
import type { PulledSubscription } from '#tests/kit/pulled-subscription.ts';

const lab = useMessageLab();

const WATCH = `subscription ($after: String) { viewerEvents(after: $after) { cursor event {
  __typename ... on UnreadCountChanged { room { id } unreadCount } ... on RoomJoined { room { id } } ... on RoomLeft { room { id } }
  ... on InboxChanged { viewer { id } }
} } }`;
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { cursor } }';
const MARK = 'mutation ($input: MarkReadInput!) { markRead(input: $input) { userErrors { code } } }';

type Item = {
  viewerEvents: {
    cursor: string;
    event: { __typename: string; room?: { id: string }; unreadCount?: number; viewer?: { id: string } };
  };
};
type Watch = PulledSubscription<Item>;

let ann: UserIdentity;
let ben: UserIdentity;
let roomId: string;
beforeEach(async () => {
  [ann, ben] = [person(), person()];
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});

const watch = (who: UserIdentity, after: string | null = null): Watch => lab().watch(WATCH, { after }, who);
/** A watch that has begun: it listens when it is there. */
async function watching(who: UserIdentity): Promise<Watch> {
  const before = lab().pubsub.listeners;
  const stream = watch(who);
  await expect.poll(() => lab().pubsub.listeners).toBe(before + 1);
  return stream;
}
async function send(who: UserIdentity, room = roomId): Promise<void> {
  const input = { roomId: roomIdOf(room), body: 'hi', clientMessageId: randomUUID() };
  expect((await lab().subgraph.ask(SEND, { input }, who)).codes).toEqual([]);
}
const mark = (who: UserIdentity, seq: number) =>
  lab().subgraph.ask(MARK, { input: { messageId: encodeMessageId({ roomId, seq }) } }, who);
/** What was told of rooms. */
const told = (stream: Watch) =>
  stream.items.flatMap(({ viewerEvents: { event } }) =>
    event.room ? [[event.__typename, event.room.id, event.unreadCount]] : [],
  );
/** How often the inbox was told of, always as the person's own. */
const inboxes = (stream: Watch, who: UserIdentity) =>
  stream.items.filter(({ viewerEvents: { event } }) => event.viewer?.id === encodeId('user', who.userId)).length;
const untilCount = (stream: Watch, unreadCount: number, room = roomId) =>
  stream.until(`the count ${unreadCount}`, () => {
    const [kind, id, count] = told(stream).at(-1) ?? [];
    return kind === 'UnreadCountChanged' && id === roomIdOf(room) && count === unreadCount;
  });

describe('a person’s own stream', () => {
  it('tells unread counts as they are, for what others write and what this person reads anywhere', async () => {
    const stream = await watching(ben);
    for (const _ of [4, 5, 6]) await send(ann);
    await untilCount(stream, 3);
    await mark(ben, 5);
    await untilCount(stream, 1);
    await send(ben);
    await send(ann);
    await untilCount(stream, 2);
  });

  it('puts together what happens at once, and repeats no count', async () => {
    const stream = await watching(ben);
    await Promise.all(Array.from({ length: 50 }, () => send(ann)));
    await untilCount(stream, 50);
    expect(told(stream).length).toBeLessThan(25);
    const before = told(stream).length;
    await send(ben);
    await send(ben);
    await send(ann);
    await untilCount(stream, 51);
    expect(told(stream).length).toBe(before + 1);
  });

  it('tells rooms that the person comes into and leaves, and nothing of them afterwards', async () => {
    const other = await lab().neighbours.makeRoom(ann.userId);
    const stream = await watching(ben);
    await lab().neighbours.add(other, ben.userId);
    await send(ann, other);
    await untilCount(stream, 1, other);
    await lab().neighbours.remove(other, ben.userId);
    await send(ann, other);
    await send(ann);
    await untilCount(stream, 1);
    const kinds = told(stream).filter(([, id]) => id === roomIdOf(other));
    expect(kinds[0]?.[0]).toBe('RoomJoined');
    expect(kinds.at(-1)?.[0]).toBe('RoomLeft');
    expect(kinds.filter(([kind]) => kind === 'RoomLeft')).toHaveLength(1);
  });

  it('tells the current state after a pause, and nothing of rooms at first without a cursor', async () => {
    const other = await lab().neighbours.makeRoom(ben.userId, ann.userId);
    const first = await watching(ben);
    await send(ann);
    await untilCount(first, 1);
    expect(told(first)).toHaveLength(1);
    const { cursor } = first.items[0]?.viewerEvents ?? { cursor: '' };
    await first.end();
    await send(ann);
    await send(ann, other);
    await send(ann, other);
    await send(ann, other);
    const second = watch(ben, cursor);
    await second.until('both rooms', () => told(second).length === 2);
    expect(told(second)).toEqual([
      ['UnreadCountChanged', roomIdOf(other), 3],
      ['UnreadCountChanged', roomIdOf(roomId), 2],
    ]);
  });

  it('tells the current state when notices may have been lost', async () => {
    const stream = await watching(ben);
    lab().pubsub.loses = () => true;
    await send(ann);
    lab().pubsub.loses = () => false;
    lab().pubsub.tellGap();
    await untilCount(stream, 1);
  });

  it('tells of the inbox at its beginning, when it is said to have changed, and when notices may have been lost', async () => {
    const stream = await watching(ben);
    await stream.until('the beginning', () => inboxes(stream, ben) === 1);
    await lab().pubsub.publish(viewerChannel(ben.userId), { kind: 'inbox' });
    await stream.until('the change', () => inboxes(stream, ben) === 2);
    lab().pubsub.tellGap();
    await stream.until('the gap', () => inboxes(stream, ben) === 3);
  });

  it.each(['', 'x', 'AAAAAAAAAA'])('is refused with the cursor %j', async (after) => {
    const stream = watch(ben, after);
    await stream.over();
    expect([stream.codes, stream.items]).toEqual([['BAD_USER_INPUT'], []]);
  });

  it('holds nothing any more when it is ended', async () => {
    const before = lab().pubsub.listeners;
    const stream = await watching(ben);
    await stream.end();
    expect(lab().pubsub.listeners).toBe(before);
  });
});
