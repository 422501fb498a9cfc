import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { joined, left, message } from './contract/subject.ts';
import { type Known, place } from './placement.ts';
import { EpochMoved, type NewRoomEvent } from './room-log.ts';

describe('place', () => {
  const [room, alice, bob] = [randomUUID(), randomUUID(), randomUUID()];
  const now = Date.UTC(2026, 0, 31);
  const known: Known = {
    head: { seq: 10, id: 1_000, accessEpoch: 2 },
    placed: new Map(),
    members: new Map(),
    messages: new Map(),
  };
  const outcomes = (group: readonly NewRoomEvent[], what: Partial<Known> = {}) =>
    place(room, { ...known, ...what }, group, now).answers.map((answer) =>
      answer instanceof EpochMoved ? `epoch ${answer.currentEpoch}` : answer.outcome,
    );

  it('answers a key that comes twice in a group with its first place', () => {
    const once = message(alice);
    const { answers, events } = place(room, known, [once, message(bob), once], now);
    expect(answers).toMatchObject([{ outcome: 'appended', seq: 11 }, { seq: 12 }, { outcome: 'duplicate', seq: 11 }]);
    expect(events.map(({ seq }) => seq)).toEqual([11, 12]);
  });

  it('tries a key again that was refused earlier in the group', () => {
    const event = message(alice, 'hello', { allowedAtEpoch: 1 });
    expect(outcomes([event, { ...event, allowedAtEpoch: 2 }])).toEqual(['epoch 2', 'appended']);
  });

  it('looks at the key first, then at the epoch, then at the version', () => {
    const stale = { ...left(bob, 3), allowedAtEpoch: 1 };
    const members = new Map([[bob, { version: 5, joinedSeq: 3 }]]);
    expect(outcomes([stale], { members, placed: new Map([[0, { seq: 7, id: 700 }]]) })).toEqual(['duplicate']);
    expect(outcomes([stale], { members })).toEqual(['epoch 2']);
    expect(outcomes([left(bob, 3)], { members })).toEqual(['superseded']);
  });

  it('leaves the head where it is when nothing is appended', () => {
    const members = new Map([[bob, { version: 5, joinedSeq: 3 }]]);
    const { events, head } = place(room, { ...known, members }, [joined(bob, 4)], now);
    expect([events, head]).toEqual([[], known.head]);
  });
});
