import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { directRoomId } from '#platform/ids/ids.ts';
import type { TimelineChange, TimelineEntry } from '#platform/room-timeline/room-timeline.ts';
import type { EventPayload, Topic } from '#schema/events/contracts.ts';
import { useMessageLab } from '#tests/kit/message-lab.ts';

const lab = useMessageLab();

const [ann, ben] = [randomUUID(), randomUUID()];
let roomId: string;
beforeEach(() => {
  roomId = randomUUID();
});

const entry = (change: TimelineChange): TimelineEntry => ({ eventId: randomUUID(), change });
const made = () => entry({ type: 'room.created', actorId: ann });
const joined = (userId: string, version = 1) =>
  entry({ type: 'member.joined', actorId: userId, userId, role: 'MEMBER', version });
const left = (userId: string, version = 2) => entry({ type: 'member.left', actorId: userId, userId, version });
const append = (...entries: TimelineEntry[]) => lab().message.roomTimeline.append(roomId, entries);
async function log(room = roomId) {
  const { events } = await lab().store.log.read(room, { after: 0, limit: 100 });
  return events.map(({ body }) => body.type);
}
const epoch = async () => (await lab().store.log.heads([roomId])).get(roomId)?.accessEpoch;
/** Tells a fact through the event log, as its owner's outbox does. */
const tell = <T extends Topic>(topic: T, payload: EventPayload<T>, id: string = randomUUID()) =>
  lab().eventLog.append([{ id, topic, key: 'key', payload, occurredAt: 0 }]);

describe('a room’s timeline', () => {
  it('keeps the order given, and raises the epoch when access ends', async () => {
    await append(made(), joined(ann), joined(ben));
    expect(await epoch()).toBe(0);
    await append(left(ben));
    expect(await log()).toEqual(['room.created', 'member.joined', 'member.joined', 'member.left']);
    expect(await epoch()).toBe(1);
  });

  it('changes nothing when an entry is repeated, one by one or all at once', async () => {
    const entries = [made(), joined(ann), joined(ben), left(ben)];
    await append(...entries);
    for (const one of entries) await append(one);
    await append(...entries);
    expect(await log()).toHaveLength(4);
  });

  it('makes a room once, even when its key is long forgotten', async () => {
    await append(made(), joined(ann));
    await append(made());
    expect(await log()).toEqual(['room.created', 'member.joined']);
  });

  it('has the making of the room as its first event: others wait for it', async () => {
    await expect(append(joined(ben))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await log()).toEqual([]);
    await append(made(), joined(ben));
    expect(await log()).toEqual(['room.created', 'member.joined']);
  });

  it('drops what a newer change of the same membership has overtaken', async () => {
    await append(made(), joined(ann), left(ben, 2));
    await append(joined(ben, 1));
    expect(await log()).toEqual(['room.created', 'member.joined', 'member.left']);
  });
});

describe('what the event log tells', () => {
  it('completes the sequence, and repeats nothing that the owner has said itself', async () => {
    const [first, second] = [made(), joined(ann)];
    await append(first, second);
    const base = { roomId, actorId: ann };
    await tell('room.membership', { ...base, change: { type: 'room.created' } }, first.eventId);
    const change = { type: 'member.joined', userId: ann, role: 'MEMBER', version: 1 } as const;
    await tell('room.membership', { ...base, change }, second.eventId);
    await tell('room.membership', { ...base, change: { ...change, userId: ben } });
    expect(await log()).toEqual(['room.created', 'member.joined', 'member.joined']);
  });

  it('raises the epoch of a DIRECT room for a block, if the room is there, and not for its end', async () => {
    const block = { userId: ann, otherId: ben, blocked: true, directRoomId: directRoomId(ann, randomUUID()) };
    await tell('user.block', block);
    expect(await log(block.directRoomId)).toEqual([]);
    roomId = block.directRoomId;
    await append(made(), joined(ann), joined(ben));
    const id = randomUUID();
    await tell('user.block', block, id);
    await tell('user.block', block, id);
    await tell('user.block', { ...block, blocked: false });
    expect(await log()).toEqual(['room.created', 'member.joined', 'member.joined', 'access.changed']);
    expect(await epoch()).toBe(1);
  });

  it('is left behind when it breaks its contract', async () => {
    for (const topic of ['room.membership', 'user.block']) {
      await lab().eventLog.append([{ id: randomUUID(), topic, key: 'k', payload: { roomId: 'x' }, occurredAt: 0 }]);
    }
    await append(made());
    expect(await log()).toEqual(['room.created']);
  });
});
