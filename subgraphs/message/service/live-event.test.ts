import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { MessageKey } from '#platform/ids/ids.ts';
import type { RoomEvent, RoomEventBody } from '../store/room-log.ts';
import type { Message } from '../store/store.ts';
import { LiveEvent, MessageStates } from './live-event.ts';

const roomId = randomUUID();
const ann = randomUUID();
const event = (seq: number, body: RoomEventBody): RoomEvent => ({
  roomId,
  seq,
  id: seq * 4096,
  actorId: ann,
  clientKey: `key ${seq}`,
  body,
  createdAt: seq,
});
const sent: RoomEventBody = { type: 'message.sent', body: 'as sent', contentType: 'text/plain' };
const edited: RoomEventBody = { type: 'message.edited', messageSeq: 1, body: 'as edited' };

/** A store that tells how often it is asked, and answers with the newest body. */
function makeStates() {
  const asked: number[][] = [];
  const now = { body: 'as it is', fault: undefined as Error | undefined };
  const states = new MessageStates({
    messages: async (keys: readonly MessageKey[]) => {
      asked.push(keys.map((key) => key.seq));
      if (now.fault) throw now.fault;
      return keys.map((key): Message => ({ ...key, ...PARTS, body: now.body }));
    },
    reactions: async () => new Map(),
  });
  return { states, asked, now };
}
const PARTS = {
  senderId: ann,
  clientMessageId: 'k',
  contentType: 'text/plain',
  attachmentIds: [],
  mentionedUserIds: [],
  createdAt: 0,
  editedAt: null,
  deletedAt: null,
};

test('a message that was announced is known without a question', async () => {
  const { states, asked } = makeStates();
  const live = new LiveEvent(event(1, sent), states, true);
  expect(await live.message()).toMatchObject({ seq: 1, senderId: ann, clientMessageId: 'key 1', body: 'as sent' });
  expect(await live.reactions()).toEqual([]);
  expect(asked).toEqual([]);
});

test('one that comes from the log is shown as it is now', async () => {
  const { states } = makeStates();
  expect(await new LiveEvent(event(1, sent), states).message()).toMatchObject({ body: 'as it is' });
});

test('all who watch share one question, and events at the same time share it, too', async () => {
  const { states, asked } = makeStates();
  const [first, second] = [new LiveEvent(event(1, sent), states), new LiveEvent(event(2, edited), states)];
  await Promise.all([first.message(), first.message(), second.message()]);
  await first.message();
  expect(asked).toEqual([[1]]);
});

test('what a later event has changed is asked for again', async () => {
  const { states, now } = makeStates();
  const live = new LiveEvent(event(1, sent), states, true);
  now.body = 'as edited';
  live.forgetState();
  expect(await live.message()).toMatchObject({ body: 'as edited' });
});

test('a question that failed is asked again by the next one', async () => {
  const { states, now } = makeStates();
  const live = new LiveEvent(event(2, edited), states);
  now.fault = new Error('away');
  await expect(live.message()).rejects.toThrow('away');
  now.fault = undefined;
  expect(await live.message()).toMatchObject({ body: 'as it is' });
});

test('an event about no message has none', async () => {
  const { states } = makeStates();
  const live = new LiveEvent(event(1, { type: 'room.created' }), states);
  expect([live.messageSeq, await live.message(), await live.reactions()]).toEqual([null, null, []]);
});
