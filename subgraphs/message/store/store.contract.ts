import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { attachmentsContract } from './contract/attachments.contract.ts';
import { fold } from './contract/fold.ts';
import { historyContract } from './contract/history.contract.ts';
import { mentionsContract } from './contract/mentions.contract.ts';
import { peopleContract } from './contract/people.contract.ts';
import { privacyContract } from './contract/privacy.contract.ts';
import { Random } from './contract/random.ts';
import { storedRoom } from './contract/stored-room.ts';
import {
  appendAll,
  event,
  joined,
  left,
  message,
  type OpenStore,
  range,
  readAll,
  TestClock,
} from './contract/subject.ts';
import { roomLogContract } from './room-log.contract.ts';
import type { NewRoomEvent } from './room-log.ts';
import { type MessageStore, reactionKey } from './store.ts';

/** What every {@link MessageStore} does, its room log included. Call it in a `describe`. */
export function storeContract(open: OpenStore): void {
  roomLogContract(open);
  attachmentsContract(open);
  mentionsContract(open);

  describe('the state of messages', () => {
    const [alice, bob] = [randomUUID(), randomUUID()];
    let clock: TestClock;
    let store: MessageStore;
    let room: string;

    beforeEach(() => {
      clock = new TestClock();
      store = open({ clock });
      room = randomUUID();
    });

    const stateOf = async (seq: number) => (await store.messages([{ roomId: room, seq }]))[0];
    const edit = (messageSeq: number, body: string) => event(alice, { type: 'message.edited', messageSeq, body });
    const remove = (messageSeq: number) => event(bob, { type: 'message.deleted', messageSeq });
    const react = (actorId: string, emoji: string, added = true) =>
      event(actorId, { type: added ? 'reaction.added' : 'reaction.removed', messageSeq: 1, emoji });
    const reactions = async () => {
      const found = await store.reactions([{ roomId: room, seq: 1 }]);
      return found.get(reactionKey({ roomId: room, seq: 1 }))?.map(({ emoji, userId }) => emoji + userId);
    };

    it('follows edits and a deletion', async () => {
      const sent = message(alice, 'one');
      const start = clock.time;
      await appendAll(store.log, room, [sent]);
      const first = {
        roomId: room,
        seq: 1,
        senderId: alice,
        clientMessageId: sent.clientKey,
        body: 'one',
        contentType: 'text/plain',
        attachmentIds: [],
        mentionedUserIds: [],
        createdAt: start,
        editedAt: null,
        deletedAt: null,
      };
      expect(await stateOf(1)).toEqual(first);
      clock.time += 1_000;
      await appendAll(store.log, room, [edit(1, 'two'), edit(1, 'three')]);
      expect(await stateOf(1)).toEqual({ ...first, body: 'three', editedAt: start + 1_000 });
      clock.time += 1_000;
      await appendAll(store.log, room, [remove(1)]);
      clock.time += 1_000;
      await appendAll(store.log, room, [edit(1, 'four'), remove(1)]);
      expect(await stateOf(1)).toEqual({ ...first, body: null, editedAt: start + 1_000, deletedAt: start + 2_000 });
    });

    it('is found by many keys at once, each once', async () => {
      const other = randomUUID();
      await appendAll(store.log, room, [message(alice, 'a'), edit(1, 'b'), message(bob, 'c')]);
      await appendAll(store.log, other, [message(bob, 'd')]);
      const places = [1, 2, 3, 4, 3].map((seq) => ({ roomId: room, seq }));
      const found = await store.messages([...places, { roomId: other, seq: 1 }, { roomId: randomUUID(), seq: 1 }]);
      expect(found.map(({ body }) => body).sort()).toEqual(['b', 'c', 'd']);
    });

    it('has reactions, the earliest first, each person and emoji once', async () => {
      await appendAll(store.log, room, [message(alice), react(bob, '👍'), react(alice, '🎉'), react(alice, '👍')]);
      await appendAll(store.log, room, [react(bob, '👍'), react(alice, '🎉', false), react(bob, '🙈', false)]);
      expect(await reactions()).toEqual([`👍${bob}`, `👍${alice}`]);
      await Promise.all(
        [
          react(bob, '👍', false),
          react(bob, '👍', false),
          react(bob, '👍'),
          react(bob, '🎉'),
          react(bob, '🎉', false),
        ].map((each) => store.log.append(room, each)),
      );
      expect(await reactions()).toEqual([`👍${alice}`, `👍${bob}`]);
      await appendAll(store.log, room, [remove(1), react(alice, '👍')]);
      expect(await reactions()).toBeUndefined();
    });

    it('keeps the place of a reaction that is added again in the same group', async () => {
      await appendAll(store.log, room, [message(alice)]);
      const group = [edit(1, 'busy'), react(bob, '👍'), react(alice, '🎉'), react(bob, '👍')];
      await Promise.all(group.map((each) => store.log.append(room, each)));
      expect(await reactions()).toEqual([`👍${bob}`, `🎉${alice}`]);
    });

    it('is not touched by what is about a place without a message', async () => {
      await appendAll(store.log, room, [react(alice, '👍'), edit(4, 'early'), remove(4), message(alice, 'fourth')]);
      await appendAll(store.log, room, [edit(1, 'x'), remove(2), edit(99, 'x'), remove(99)]);
      expect(await stateOf(1)).toBeUndefined();
      expect(await stateOf(4)).toMatchObject({ body: 'fourth', editedAt: null, deletedAt: null });
      expect(await reactions()).toBeUndefined();
    });

    it('is what the log says, folded in any order', async () => {
      const random = new Random(20_260_131);
      const people = [alice, bob, randomUUID()];
      const versions = new Map<string, number>();
      await appendAll(
        store.log,
        room,
        range(1, 12).map(() => message(alice)),
      );
      for (let round = 0; round < 40; round++) {
        clock.time += random.below(3) - 1;
        const group = range(1, 1 + random.below(6)).map(() => someEvent(random, people, versions));
        await Promise.all(group.map((each) => store.log.append(room, each)));
      }
      const events = await readAll(store.log, room);
      const stored = await storedRoom(store, room, events, people);
      expect(Object.keys(stored.messages).length).toBeGreaterThan(10);
      expect(Object.values(stored.messages).some(({ deletedAt }) => deletedAt !== null)).toBe(true);
      expect(Object.values(stored.messages).some((each) => each.reactions.length > 1)).toBe(true);
      for (let order = 0; order < 5; order++) expect(fold(random.shuffled(events))).toEqual(stored);
    });
  });

  historyContract(open);
  peopleContract(open);
  privacyContract(open);
}

function someEvent(random: Random, people: readonly string[], versions: Map<string, number>): NewRoomEvent {
  const actor = random.pick(people);
  // The last two may not be messages.
  const messageSeq = 1 + random.below(14);
  const emoji = random.pick(['👍', '🎉']);
  // Now and then an old one comes late.
  const version = Math.max(1, (versions.get(actor) ?? 0) + random.below(4) - 1);
  if (random.chance(3)) return event(actor, { type: 'message.deleted', messageSeq });
  switch (random.below(8)) {
    case 0:
    case 1:
      return event(actor, { type: 'message.edited', messageSeq, body: `edit ${random.below(1_000)}` });
    case 2:
    case 3:
      return event(actor, { type: 'reaction.added', messageSeq, emoji });
    case 4:
      return event(actor, { type: 'reaction.removed', messageSeq, emoji });
    case 5: {
      versions.set(actor, version);
      const role = random.pick(['OWNER', 'MEMBER'] as const);
      const changed = event(actor, { type: 'member.role_changed', userId: actor, role, version });
      return random.pick([joined(actor, version), left(actor, version), changed]);
    }
    default:
      return message(actor, `message ${random.below(1_000)}`);
  }
}
