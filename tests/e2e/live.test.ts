import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { LiveSubscription } from '#tests/kit/live.ts';
import { ROOM_EVENTS_SINCE } from '#tests/kit/operations/live.ts';
import { ADD_REACTION, DELETE_MESSAGE, EDIT_MESSAGE, REMOVE_REACTION } from '#tests/kit/operations/message.ts';
import { JOIN_ROOM, LEAVE_ROOM, ROOM, SET_MEMBER_ROLE } from '#tests/kit/operations/room.ts';
import { BLOCK_USER, UNBLOCK_USER } from '#tests/kit/operations/user.ts';
import { liveCursor, makeRoom, type Person, registerAll, send } from '#tests/kit/people.ts';
import { placeOf } from '#tests/kit/place.ts';
import { type RoomItem, RoomWatch } from '#tests/kit/room-watch.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
let ann: Person;
let ben: Person;
let cleo: Person;
let people: Person[] = [];
let roomId: string;
beforeEach(async () => {
  if (people.length === 0) people = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo');
  [ann, ben, cleo] = people as [Person, Person, Person];
  roomId = await makeRoom(ann, [ben], { visibility: 'PUBLIC' });
});

async function watch(person: Person): Promise<RoomWatch> {
  const watching = new RoomWatch(lynk(), person, roomId, await liveCursor(person, roomId));
  onTestFinished(() => watching.close());
  return watching;
}

/** A subscription that the types do not know. */
async function watchText(person: Person, text: string) {
  type Data = { roomEvents: Record<string, unknown> };
  type Variables = { roomId: string; after: string };
  const document = parse(text) as TypedDocumentNode<Data, Variables>;
  const variables = { roomId, after: await liveCursor(person, roomId) };
  const live = new LiveSubscription(lynk().wsUrl, person.accessToken, document, variables);
  onTestFinished(() => live.close());
  return live;
}

describe('roomEvents', () => {
  it('tells everything that happens, with the fields of other subgraphs, to everybody in the same order', async () => {
    const start = await liveCursor(ann, roomId);
    const watches = [await watch(ann), await watch(ben)];
    const message = await send(ann, roomId, 'helo');
    await ann.client.get(EDIT_MESSAGE, { input: { messageId: message.id, body: 'hello' } });
    await ben.client.get(ADD_REACTION, { input: { messageId: message.id, emoji: '🎉' } });
    await ben.client.get(REMOVE_REACTION, { input: { messageId: message.id, emoji: '🎉' } });
    await cleo.client.get(JOIN_ROOM, { input: { roomId } });
    await ann.client.get(SET_MEMBER_ROLE, { input: { roomId, userId: cleo.id, role: 'MODERATOR' } });
    await cleo.client.get(LEAVE_ROOM, { input: { roomId } });
    await ann.client.get(DELETE_MESSAGE, { input: { messageId: message.id } });
    for (const watching of watches) {
      await watching.until('the deletion', (w) => w.events('MessageDeleted').length > 0);
      expect(watching.faults).toEqual([]);
      const durable = watching.items.filter((item) => item.cursor != null);
      expect(durable.map((item) => item.event?.__typename)).toEqual([
        'MessageSent',
        'MessageEdited',
        'ReactionAdded',
        'ReactionRemoved',
        'MemberJoined',
        'MemberRoleChanged',
        'MemberLeft',
        'MessageDeleted',
      ]);
      const places = durable.map((item) => placeOf(item.cursor ?? ''));
      expect(places).toEqual(places.map((_, index) => placeOf(message.id) + index));
      expect(watching.events('MessageSent')[0]?.message).toMatchObject({
        id: message.id,
        clientMessageId: message.clientMessageId,
        sender: { id: ann.id, displayName: 'Ann' },
      });
      expect(watching.events('ReactionAdded')[0]).toMatchObject({ emoji: '🎉', actor: { id: ben.id } });
      expect(watching.events('MemberJoined')[0]).toMatchObject({
        user: { id: cleo.id, displayName: 'Cleo' },
        actor: { id: cleo.id },
      });
      expect(watching.events('MemberRoleChanged')[0]).toMatchObject({ user: { id: cleo.id }, actor: { id: ann.id } });
      expect(watching.events('MemberLeft')[0]).toMatchObject({ user: { id: cleo.id }, actor: { id: cleo.id } });
      expect(watching.events('MessageDeleted')[0]?.message).toMatchObject({ body: null });
    }
    // The query tells the same, with messages as they are by now.
    const { roomEventsSince } = await ben.client.get(ROOM_EVENTS_SINCE, { roomId, after: start });
    const durable = (items: readonly RoomItem[]) =>
      items.flatMap(({ cursor, event }) => (cursor == null ? [] : [[cursor, event?.__typename]]));
    expect(durable(roomEventsSince?.items ?? [])).toEqual(durable(watches[0]?.items ?? []));
    expect(roomEventsSince?.head).toBe(watches[0]?.cursor);
  });

  it('begins now without a cursor', async () => {
    await send(ann, roomId, 'before');
    const watching = new RoomWatch(lynk(), ben, roomId);
    onTestFinished(() => watching.close());
    // When exactly "now" is cannot be seen from outside: something is sent until something comes.
    for (let index = 0; watching.sentIds.length === 0 && index < 1_000; index += 1) await send(ann, roomId, `${index}`);
    expect(watching.events('MessageSent').map((event) => event.message.body)).not.toContain('before');
  });

  it('answers aliases, fragments, directives and fields of other subgraphs, without the cursor, too', async () => {
    const live = await watchText(
      ben,
      `subscription Mine($roomId: ID!, $after: String, $no: Boolean = false) {
        roomEvents(roomId: $roomId, after: $after) {
          what: event {
            kind: __typename
            ...Sent
            ... on MessageSent @include(if: $no) { message { createdAt } }
          }
        }
      }
      fragment Sent on MessageSent {
        it: message { text: body from: sender { ...Who } in: room { called: name size: memberCount } }
      }
      fragment Who on User { name: displayName handle: username }`,
    );
    await send(ann, roomId, 'hi');
    // Others may come and go at any time.
    const find = () => live.items.find((item) => JSON.stringify(item).includes('MessageSent'));
    await live.until('the message', () => find() !== undefined);
    expect(find()).toEqual({
      roomEvents: {
        what: {
          kind: 'MessageSent',
          it: { text: 'hi', from: { name: 'Ann', handle: ann.username }, in: { called: 'A room', size: 2 } },
        },
      },
    });
  });

  it('answers what depends on the viewer for each viewer', async () => {
    const text = `subscription ($roomId: ID!, $after: String) {
      roomEvents(roomId: $roomId, after: $after) {
        event { ... on ReactionAdded { message {
          room { unreadCount viewerMembership { role } }
          sender { blockedByViewer }
          reactions { emoji viewerHasReacted }
        } } }
      }
    }`;
    const [forAnn, forBen] = [await watchText(ann, text), await watchText(ben, text)];
    const { id } = await send(ann, roomId, 'hi');
    await ben.client.get(ADD_REACTION, { input: { messageId: id, emoji: '🎉' } });
    // Items of presence have no message.
    const reactionOf = (live: typeof forAnn) => {
      const events = live.items.map((item) => item.roomEvents['event'] as { message?: object } | null);
      return events.findLast((event) => event?.message)?.message;
    };
    await forAnn.until('the reaction', () => reactionOf(forAnn) !== undefined);
    await forBen.until('the reaction', () => reactionOf(forBen) !== undefined);
    expect(reactionOf(forAnn)).toEqual({
      room: { unreadCount: 0, viewerMembership: { role: 'OWNER' } },
      sender: { blockedByViewer: false },
      reactions: [{ emoji: '🎉', viewerHasReacted: false }],
    });
    expect(reactionOf(forBen)).toEqual({
      room: { unreadCount: 1, viewerMembership: { role: 'MEMBER' } },
      sender: { blockedByViewer: false },
      reactions: [{ emoji: '🎉', viewerHasReacted: true }],
    });
  });

  it('keeps the place and hides the doings of people whom the viewer has blocked', async () => {
    await cleo.client.get(JOIN_ROOM, { input: { roomId } });
    const [forAnn, forBen] = [await watch(ann), await watch(ben)];
    await ben.client.get(BLOCK_USER, { input: { userId: cleo.id } });
    onTestFinished(async () => {
      await ben.client.get(UNBLOCK_USER, { input: { userId: cleo.id } });
    });
    const start = await liveCursor(ben, roomId);
    const hidden = await send(cleo, roomId, 'unseen');
    const shown = await send(ann, roomId, 'seen');
    await forBen.untilSent(shown.id);
    await forAnn.untilSent(shown.id);
    expect(forAnn.sentIds).toEqual([hidden.id, shown.id]);
    expect(forBen.sentIds).toEqual([shown.id]);
    expect(forBen.items.find((item) => item.cursor === hidden.cursor)).toEqual({ cursor: hidden.cursor, event: null });

    // The same when it is caught up with, by query or by stream.
    const since = async (person: Person) =>
      (await person.client.get(ROOM_EVENTS_SINCE, { roomId, after: start })).roomEventsSince;
    expect(await since(ben)).toMatchObject({ hiddenActorIds: [cleo.id], silentActorIds: [cleo.id] });
    expect((await since(ben))?.items[0]).toEqual({ cursor: hidden.cursor, event: null });
    expect(await since(cleo)).toMatchObject({ hiddenActorIds: [], silentActorIds: [ben.id] });
    const later = new RoomWatch(lynk(), ben, roomId, start);
    onTestFinished(() => later.close());
    await later.untilSent(shown.id);
    expect(later.sentIds).toEqual([shown.id]);

    await ben.client.get(UNBLOCK_USER, { input: { userId: cleo.id } });
    const again = await send(cleo, roomId, 'seen again');
    await forBen.untilSent(again.id);
  });

  it('ends with AccessRevoked for who leaves, right after its own leaving', async () => {
    const watching = await watch(ben);
    const last = await send(ann, roomId, 'bye');
    await ben.client.get(LEAVE_ROOM, { input: { roomId } });
    await send(ann, roomId, 'he is gone');
    expect(await watching.ended()).toEqual({ kind: 'complete' });
    const types = watching.items.filter((item) => item.cursor != null || item.event?.__typename === 'AccessRevoked');
    expect(types.map((item) => item.event?.__typename)).toEqual(['MessageSent', 'MemberLeft', 'AccessRevoked']);
    expect(watching.sentIds).toEqual([last.id]);
    expect((await ben.client.get(ROOM, { id: roomId })).room?.viewerMembership).toBeNull();
  });
});
