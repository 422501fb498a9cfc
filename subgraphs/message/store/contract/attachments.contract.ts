import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MessageStore } from '../store.ts';
import { appendAll, event, message, type OpenStore, readAll, TestClock } from './subject.ts';

/** What a store does with the files of messages. */
export function attachmentsContract(open: OpenStore): void {
  describe('the attachments of a message', () => {
    const [alice, bob] = [randomUUID(), randomUUID()];
    const files = [randomUUID(), randomUUID(), randomUUID()];
    let store: MessageStore;
    let room: string;

    beforeEach(() => {
      store = open({ clock: new TestClock() });
      room = randomUUID();
    });

    const withFiles = () =>
      event(
        alice,
        { type: 'message.sent', body: null, contentType: 'text/plain', attachmentIds: files },
        { topic: 'room.message' },
      );
    const removal = () => event(bob, { type: 'message.deleted', messageSeq: 1 }, { topic: 'room.message' });
    const attachments = async () => (await store.messages([{ roomId: room, seq: 1 }]))[0]?.attachmentIds;
    const told = async () =>
      (await store.outbox.pending(10_000))
        .filter(({ key }) => key === room)
        .map(({ payload }) => [payload['type'], payload['attachmentIds'] ?? []]);

    it('are in the message and in its event, in their order', async () => {
      await appendAll(store.log, room, [withFiles(), message(bob)]);
      expect(await attachments()).toEqual(files);
      const page = await store.history(room, { limit: 10, fromEnd: true, after: null, before: null });
      expect(page.rows.map(({ attachmentIds }) => attachmentIds)).toEqual([files, []]);
      const bodies = (await readAll(store.log, room)).map(({ body }) => body);
      expect(bodies[0]).toEqual({ type: 'message.sent', body: null, contentType: 'text/plain', attachmentIds: files });
      expect(bodies[1]).not.toHaveProperty('attachmentIds');
    });

    it('stay when the message is edited, and go from everywhere when it is deleted', async () => {
      const edit = event(alice, { type: 'message.edited', messageSeq: 1, body: 'x' });
      await appendAll(store.log, room, [withFiles(), edit]);
      expect(await attachments()).toEqual(files);
      await appendAll(store.log, room, [removal()]);
      expect(await attachments()).toEqual([]);
      expect(JSON.stringify(await readAll(store.log, room))).not.toContain(files[0]);
    });

    it('are told to other subgraphs when they come and when they go, and not again', async () => {
      await appendAll(store.log, room, [withFiles()]);
      await appendAll(store.log, room, [removal()]);
      await appendAll(store.log, room, [removal()]);
      expect(await told()).toEqual([
        ['message.sent', files],
        ['message.deleted', files],
        ['message.deleted', []],
      ]);
    });

    it('go with their sender', async () => {
      await appendAll(store.log, room, [withFiles()]);
      await store.erasePerson(alice);
      expect(await attachments()).toEqual([]);
      expect(JSON.stringify(await readAll(store.log, room))).not.toContain(files[0]);
    });
  });
}
