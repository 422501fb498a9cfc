import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { boundPortContract, type ConnectPort } from '../in-process/bound-port.contract.ts';
import type { ReadMessage, RoomReader } from './room-reader.ts';

/** Answers nothing. */
const SILENT: RoomReader = { messages: async () => [], readUpTo: async () => [], members: async () => [] };

/** What every {@link RoomReader} keeps. */
export function roomReaderContract(name: string, connect: ConnectPort<RoomReader>): void {
  describe(`room reader: ${name}`, () => {
    it('gives messages as they are', async () => {
      const keys = [1, 2, 281_474_976_710_655].map((seq) => ({ roomId: randomUUID(), seq }));
      const bodies = ['Hello\n🚂 `<b>`', null, ''];
      const answers: ReadMessage[] = keys.map((key, n) => ({
        ...key,
        senderId: randomUUID(),
        body: bodies[n] ?? null,
        mentionedUserIds: n === 0 ? [randomUUID(), randomUUID()] : [],
        deleted: n === 1,
      }));
      const messages = vi.fn(async () => answers);
      const reader = await connect({ ...SILENT, messages });
      expect(await reader.messages(keys)).toEqual(answers);
      expect(messages).toHaveBeenCalledExactlyOnceWith(keys);
    });

    it('gives 500 of the longest messages', async () => {
      const body = 'ä'.repeat(16_384);
      const reader = await connect({
        ...SILENT,
        messages: async (keys) =>
          keys.map((key) => ({ ...key, senderId: randomUUID(), body, mentionedUserIds: [], deleted: false })),
      });
      const keys = Array.from({ length: 500 }, (_, n) => ({ roomId: randomUUID(), seq: n + 1 }));
      const answers = await reader.messages(keys);
      expect(answers.map(({ roomId, seq }) => ({ roomId, seq }))).toEqual(keys);
      expect(answers.every((answer) => answer.body === body)).toBe(true);
    });

    it('tells how far 500 people have read, in the order of the requests', async () => {
      const requests = Array.from({ length: 500 }, () => ({ roomId: randomUUID(), userId: randomUUID() }));
      const readUpTo = vi.fn(async () => requests.map((_, n) => n));
      const reader = await connect({ ...SILENT, readUpTo });
      expect(await reader.readUpTo(requests)).toEqual(requests.map((_, n) => n));
      expect(readUpTo).toHaveBeenCalledExactlyOnceWith(requests);
    });

    it('gives a page of members, from the first one or after one', async () => {
      const [roomId, after, member] = [randomUUID(), randomUUID(), randomUUID()];
      const members = vi.fn(async () => [member]);
      const reader = await connect({ ...SILENT, members });
      expect(await reader.members(roomId, null, 500)).toEqual([member]);
      expect(await reader.members(roomId, after, 1)).toEqual([member]);
      expect(members.mock.calls).toEqual([
        [roomId, null, 500],
        [roomId, after, 1],
      ]);
    });

    boundPortContract(connect, (reader) => reader.messages([{ roomId: randomUUID(), seq: 1 }]));
  });
}
