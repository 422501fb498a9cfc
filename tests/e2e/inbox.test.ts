import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { InboxEventsSubscription, InboxQueryVariables } from '#client/gql/graphql.ts';
import { LiveSubscription } from '#tests/kit/live.ts';
import { DELETE_MESSAGE, EDIT_MESSAGE, SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import { INBOX, INBOX_EVENTS, MARK_INBOX_READ } from '#tests/kit/operations/notification.ts';
import { LEAVE_ROOM } from '#tests/kit/operations/room.ts';
import { BLOCK_USER } from '#tests/kit/operations/user.ts';
import { makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();

const inboxOf = async (person: Person, page: InboxQueryVariables = {}) => {
  const { viewer } = await person.client.get(INBOX, page);
  if (!viewer?.inbox) throw new Error('There is no inbox.');
  return { ...viewer.inbox, unread: viewer.inboxUnreadCount };
};
const untilUnread = (person: Person, count: number) =>
  until(`${count} unread`, async () => (await inboxOf(person)).unread === count);

/** Sends a message that mentions people. @returns its ID */
async function mention(sender: Person, roomId: string, body: string, ...people: readonly Person[]): Promise<string> {
  const mentionedUserIds = people.map(({ id }) => id);
  const input = { roomId, body, clientMessageId: randomUUID(), mentionedUserIds };
  const { sendMessage } = await sender.client.get(SEND_MESSAGE, { input });
  if (!sendMessage?.message) throw new Error(JSON.stringify(sendMessage));
  return sendMessage.message.id;
}

function watch(person: Person, after?: string) {
  const variables = after === undefined ? {} : { after };
  const watching = new LiveSubscription<InboxEventsSubscription, { after?: string }>(
    lynk().wsUrl,
    person.accessToken,
    INBOX_EVENTS,
    variables,
  );
  onTestFinished(() => watching.close());
  return watching;
}
const counts = (items: readonly InboxEventsSubscription[]) =>
  items.flatMap(({ viewerEvents: { event } }) =>
    event?.__typename === 'InboxChanged' ? [event.viewer?.inboxUnreadCount] : [],
  );

describe('the inbox', () => {
  it('holds invitations and mentions, the newest first, in pages both ways', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben], { name: 'Trains' });
    await untilUnread(ben, 1);
    const first = await mention(ann, roomId, 'Ben, look', ben);
    await untilUnread(ben, 2);
    const second = await mention(ann, roomId, 'And here', ben, ann);
    await untilUnread(ben, 3);
    const { nodes, pageInfo } = await inboxOf(ben, { first: 2 });
    expect(nodes).toMatchObject([
      { kind: 'MENTION', message: { id: second, body: 'And here', mentions: [{ id: ben.id }, { id: ann.id }] } },
      { kind: 'MENTION', message: { id: first }, room: { id: roomId, name: 'Trains' }, actor: { displayName: 'Ann' } },
    ]);
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const rest = await inboxOf(ben, { first: 2, after: pageInfo.endCursor ?? '' });
    expect(rest.nodes).toMatchObject([{ kind: 'INVITATION', message: null, room: { id: roomId } }]);
    const back = await inboxOf(ben, { last: 1, before: rest.pageInfo.startCursor ?? '' });
    expect(back.nodes.map(({ message }) => message?.id)).toEqual([first]);
    expect((await inboxOf(ann)).nodes).toEqual([]);
  });

  it('is marked as read, some or up to one', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    for (const [index, body] of ['one', 'two', 'three'].entries()) {
      await mention(ann, roomId, body, ben);
      await untilUnread(ben, index + 2);
    }
    const { nodes } = await inboxOf(ben);
    const [third, second] = nodes;
    const some = await ben.client.get(MARK_INBOX_READ, { input: { itemIds: [third?.id ?? ''] } });
    expect(some.markInboxRead).toEqual({ viewer: { inboxUnreadCount: 3 }, userErrors: [] });
    const others = await ann.client.get(MARK_INBOX_READ, { input: { upToItemId: second?.id ?? '' } });
    expect(others.markInboxRead?.userErrors).toEqual([]);
    expect((await inboxOf(ben)).unread).toBe(3);
    await ben.client.get(MARK_INBOX_READ, { input: { upToItemId: second?.id ?? '' } });
    expect(await inboxOf(ben, { unreadOnly: true })).toMatchObject({ unread: 0, nodes: [] });
    const wrong = await ben.client.get(MARK_INBOX_READ, { input: {} });
    expect(wrong.markInboxRead?.userErrors).toMatchObject([{ code: 'INBOX_ITEMS_INVALID' }]);
  });

  it('follows what becomes of a message, a membership and a friendship', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const messageId = await mention(ann, roomId, 'Ben?', ben);
    await untilUnread(ben, 2);
    const edit = async (input: { body: string; mentionedUserIds?: string[] }) => {
      const { editMessage } = await ann.client.get(EDIT_MESSAGE, { input: { messageId, ...input } });
      expect(editMessage?.userErrors).toEqual([]);
    };
    await edit({ body: 'Somebody?', mentionedUserIds: [] });
    await untilUnread(ben, 1);
    await edit({ body: 'Ben!', mentionedUserIds: [ben.id] });
    await edit({ body: 'Ben!!' });
    await untilUnread(ben, 2);
    await ann.client.get(DELETE_MESSAGE, { input: { messageId } });
    await untilUnread(ben, 1);
    await ben.client.get(LEAVE_ROOM, { input: { roomId } });
    await untilUnread(ben, 0);
    const other = await makeRoom(ann, [ben]);
    await mention(ann, other, 'Again', ben);
    await untilUnread(ben, 2);
    await ben.client.get(BLOCK_USER, { input: { userId: ann.id } });
    await untilUnread(ben, 0);
    expect((await inboxOf(ben)).nodes).toEqual([]);
  });

  it('is for members alone: others cannot be mentioned', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann);
    const trySend = async (mentionedUserIds: string[]) => {
      const input = { roomId, body: 'Hello', clientMessageId: randomUUID(), mentionedUserIds };
      return (await ann.client.get(SEND_MESSAGE, { input })).sendMessage;
    };
    expect(await trySend([ben.id])).toMatchObject({
      message: null,
      userErrors: [{ code: 'MENTION_UNKNOWN', field: ['mentionedUserIds'] }],
    });
    const crowd = Array.from(
      { length: 51 },
      () => `u_${Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')}`,
    );
    expect(await trySend(crowd)).toMatchObject({ userErrors: [{ code: 'TOO_MANY_MENTIONS' }] });
  });

  it('answers a message that is sent again although who it mentions has left since', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const input = { roomId, body: 'Ben?', clientMessageId: randomUUID(), mentionedUserIds: [ben.id] };
    const first = await ann.client.get(SEND_MESSAGE, { input });
    await ben.client.get(LEAVE_ROOM, { input: { roomId } });
    expect(await ann.client.get(SEND_MESSAGE, { input })).toEqual(first);
  });
});

describe('the inbox on viewerEvents', () => {
  it('is told when the stream begins, when it changes, and when it goes on', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    await untilUnread(ben, 1);
    const watching = watch(ben);
    await watching.until('the state', (items) => counts(items).at(-1) === 1);
    const messageId = await mention(ann, roomId, 'Live', ben);
    await watching.until('the mention', (items) => counts(items).at(-1) === 2);
    const last = watching.items.findLast(({ viewerEvents: { event } }) => event?.__typename === 'InboxChanged');
    const { event, cursor } = last?.viewerEvents ?? {};
    expect(event).toMatchObject({ viewer: { inbox: { nodes: [{ message: { id: messageId, body: 'Live' } }, {}] } } });
    await watching.drop();
    await mention(ann, roomId, 'Missed', ben);
    await untilUnread(ben, 3);
    const resumed = watch(ben, cursor);
    await resumed.until('what was missed', (items) => counts(items).at(-1) === 3);
    await ben.client.get(MARK_INBOX_READ, {
      input: { upToItemId: (await inboxOf(ben)).nodes[0]?.id ?? '' },
    });
    await resumed.until('the read mark of another device', (items) => counts(items).at(-1) === 0);
    expect([...watching.faults, ...resumed.faults]).toEqual([]);
  });
});
