import { beforeEach, describe, expect, it } from 'vitest';
import { findViolations } from './checker.ts';
import type { Observations, ObservedItem, SeenMessage } from './observations.ts';

/** Observations that a test may spoil. */
type Draft = {
  -readonly [Key in keyof Observations]: Observations[Key] extends readonly (infer Item)[]
    ? { -readonly [Field in keyof Item]: Mutable<Item[Field]> }[]
    : Map<string, (string | null)[]>;
};
type Mutable<Value> = Value extends readonly (infer Item)[] ? Item[] : Value;

const ANN = 'u_ann';
const BEN = 'u_ben';
const ROOM = Buffer.alloc(16, 7);
const place = (seq: number) => Buffer.concat([ROOM, Buffer.from([0, 0, 0, 0, 0, seq])]);
const id = (seq: number) => `m_${place(seq).toString('base64url')}`;
const cursor = (seq: number) => Buffer.concat([Buffer.of(1), place(seq)]).toString('base64url');

const message = (seq: number, senderId = ANN): SeenMessage => ({
  id: id(seq),
  senderId,
  clientMessageId: `key ${seq}`,
  body: `body ${seq}`,
});
const item = (seq: number, senderId = ANN): ObservedItem => ({
  cursor: cursor(seq),
  type: 'MessageSent',
  message: message(seq, senderId),
});
const acknowledged = (seq: number, at: number) => ({
  at,
  messageId: id(seq),
  cursor: cursor(seq),
  body: `body ${seq}`,
});
const sent = (seq: number, begunAt: number, senderId = ANN) => ({
  senderId,
  clientMessageId: `key ${seq}`,
  body: `body ${seq}`,
  begunAt,
  acknowledged: [acknowledged(seq, begunAt + 1)],
});

/** Ann sends three messages one after another; both watch from place 2 on and read everything. */
function wellBehaved(): Draft {
  const messages = () => [message(3), message(4), message(5)];
  return {
    sends: [sent(3, 10), sent(4, 20), sent(5, 30)],
    reads: [{ viewerId: ANN, begunAt: 25, messages: [message(3), message(4)], complete: true }],
    chains: [
      { viewerId: ANN, after: cursor(2), items: [item(3), item(4), item(5)] },
      { viewerId: BEN, after: cursor(2), items: [item(3), item(4), item(5)] },
    ],
    removals: [],
    blocks: [],
    edits: new Map(),
    histories: [
      { viewerId: ANN, messages: messages() },
      { viewerId: BEN, messages: messages() },
    ],
  };
}

let draft: Draft;
beforeEach(() => {
  draft = wellBehaved();
});
const kinds = () => [...new Set(findViolations(draft).map((violation) => violation.kind))].sort();
/** The n-th entry, for spoiling it. */
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`There is no entry ${index}.`);
  return found;
};

describe('findViolations', () => {
  it('finds nothing where all is well', () => {
    expect(findViolations(draft)).toEqual([]);
  });

  it('judges nothing without a history', () => {
    draft.histories = [];
    expect(() => findViolations(draft)).toThrow();
  });

  it('finds an acknowledged send that is missing: LOST', () => {
    draft.chains = [];
    draft.reads = [];
    for (const history of draft.histories) history.messages.splice(1, 1);
    expect(kinds()).toEqual(['LOST']);
  });

  it('finds an acknowledged send that stands elsewhere: LOST', () => {
    at(draft.sends, 2).acknowledged = [acknowledged(9, 31)];
    expect(kinds()).toContain('LOST');
  });

  it('does not miss a send that was never acknowledged', () => {
    draft.sends.push({ ...sent(6, 40), acknowledged: [] });
    expect(findViolations(draft)).toEqual([]);
  });

  it('finds a client key twice in a history: DUP', () => {
    for (const history of draft.histories)
      history.messages.push({ ...message(6), clientMessageId: 'key 5', body: 'body 5' });
    expect(kinds()).toContain('DUP');
  });

  it('finds a send that was acknowledged as two messages: DUP', () => {
    at(draft.sends, 0).acknowledged.push({ ...acknowledged(3, 12), messageId: id(4) });
    expect(kinds()).toContain('DUP');
  });

  it('finds a message that was delivered twice: DUP', () => {
    at(draft.chains, 1).items.splice(1, 0, item(3));
    expect(kinds()).toEqual(['DUP']);
  });

  it('finds histories that differ: ORDER', () => {
    at(draft.histories, 1).messages.reverse();
    expect(kinds()).toContain('ORDER');
  });

  it('finds places that fall in every history: ORDER', () => {
    draft.sends = [];
    draft.chains = [];
    for (const history of draft.histories) history.messages.reverse();
    expect(kinds()).toEqual(['ORDER']);
  });

  it('finds a chain in another order than history: ORDER', () => {
    at(draft.chains, 0).items.reverse();
    expect(kinds()).toContain('ORDER');
  });

  it('finds a message that was delivered at the place of another: ORDER', () => {
    at(draft.chains, 0).items.splice(1, 1, { ...item(4), message: message(5) });
    expect(kinds()).toContain('ORDER');
  });

  it('finds a message before one that was acknowledged before it was sent: REALTIME', () => {
    draft.sends = [sent(3, 20), sent(4, 10), sent(5, 30)];
    draft.reads = [];
    expect(kinds()).toEqual(['REALTIME']);
  });

  it('lets messages overtake each other that were under way at the same time', () => {
    draft.sends = [
      { ...sent(3, 11), acknowledged: [acknowledged(3, 14)] },
      { ...sent(4, 10), acknowledged: [acknowledged(4, 12)] },
    ];
    expect(findViolations(draft)).toEqual([]);
  });

  it('finds a read without the reader’s own acknowledged message: RYW', () => {
    at(draft.reads, 0).messages.pop();
    expect(kinds()).toEqual(['RYW']);
  });

  it('does not ask a page for what stands before it', () => {
    draft.reads = [{ viewerId: ANN, begunAt: 25, messages: [message(4)], complete: false }];
    expect(findViolations(draft)).toEqual([]);
  });

  it('finds a hole in a chain: GAP', () => {
    at(draft.chains, 1).items.splice(1, 1);
    expect(kinds()).toEqual(['GAP']);
  });

  it('finds a hole right behind the place where a chain began: GAP', () => {
    at(draft.chains, 1).items.shift();
    expect(kinds()).toEqual(['GAP']);
  });

  it('finds a message that was passed by under its own cursor: GAP', () => {
    at(draft.chains, 1).items.splice(1, 1, { cursor: cursor(4), type: 'MemberJoined', message: null });
    expect(kinds()).toEqual(['GAP']);
  });

  it('lets hidden events and a reset stand for what they skip', () => {
    at(draft.chains, 0).items.splice(1, 1, { cursor: cursor(4), type: null, message: null });
    at(draft.chains, 1).items = [{ cursor: cursor(4), type: 'StreamReset', message: null }, item(5)];
    expect(findViolations(draft)).toEqual([]);
  });

  it('finds a message that was seen live and is in no history: GHOST', () => {
    at(draft.chains, 0).items.push(item(6, BEN));
    expect(kinds()).toEqual(['GHOST']);
  });

  it('finds what was delivered after the place of a removal: REVOKE', () => {
    draft.removals = [{ viewerId: BEN, cursor: cursor(4) }];
    expect(kinds()).toEqual(['REVOKE']);
  });

  it('finds what was delivered after AccessRevoked: REVOKE', () => {
    draft.removals = [{ viewerId: BEN, cursor: cursor(9) }];
    at(draft.chains, 1).items.splice(2, 0, { cursor: cursor(4), type: 'AccessRevoked', message: null });
    expect(kinds()).toEqual(['REVOKE']);
  });

  it('finds a send that was taken from somebody who had been removed: REVOKE', () => {
    draft.sends.push(sent(6, 40, BEN));
    for (const history of draft.histories) history.messages.push(message(6, BEN));
    draft.removals = [{ viewerId: BEN, cursor: cursor(5) }];
    expect(kinds()).toEqual(['REVOKE']);
  });

  it('lets somebody who came back send again', () => {
    draft.sends.push(sent(8, 40, BEN));
    for (const history of draft.histories) history.messages.push(message(8, BEN));
    draft.removals = [{ viewerId: BEN, cursor: cursor(6), readmission: cursor(7) }];
    expect(findViolations(draft)).toEqual([]);
  });

  it('finds what came behind the own removal without a place: REVOKE', () => {
    draft.removals = [{ viewerId: BEN, cursor: cursor(5) }];
    at(draft.chains, 1).items.push({ cursor: null, type: 'TypingChanged', message: null });
    expect(kinds()).toEqual(['REVOKE']);
  });

  it('finds what a blocked person wrote after the block: BLOCK', () => {
    draft.blocks = [{ blockerId: BEN, blockedId: ANN, from: 25, isDirect: false }];
    expect(kinds()).toEqual(['BLOCK']);
    expect(findViolations(draft).length).toBe(1);
  });

  it('lets a blocker see what was under way at the block, what is hidden, and what follows its end', () => {
    draft.blocks = [{ blockerId: BEN, blockedId: ANN, from: 20, to: 30, isDirect: false }];
    expect(findViolations(draft)).toEqual([]);
    draft.blocks = [{ blockerId: BEN, blockedId: ANN, from: 25, isDirect: false }];
    at(draft.chains, 1).items.splice(2, 1, { cursor: cursor(5), type: null, message: null });
    expect(findViolations(draft)).toEqual([]);
  });

  it('lets the blocked person see the blocker in rooms that they share', () => {
    draft.blocks = [{ blockerId: ANN, blockedId: BEN, from: 5, isDirect: false }];
    expect(findViolations(draft)).toEqual([]);
  });

  it('finds a message of either in a room of the two: BLOCK', () => {
    draft.chains = [];
    draft.blocks = [{ blockerId: ANN, blockedId: BEN, from: 25, isDirect: true }];
    expect(kinds()).toEqual(['BLOCK']);
    draft.blocks = [{ blockerId: BEN, blockedId: ANN, from: 25, isDirect: true }];
    expect(kinds()).toEqual(['BLOCK']);
  });

  it.each(['history', 'page', 'stream', 'acknowledgement'])('finds another body in a %s: INTEGRITY', (where) => {
    const spoilt = { ...message(3), body: 'body 3 ' };
    if (where === 'history') at(draft.histories, 0).messages[0] = spoilt;
    if (where === 'page') at(draft.reads, 0).messages[0] = spoilt;
    if (where === 'stream') at(draft.chains, 0).items[0] = { ...item(3), message: spoilt };
    if (where === 'acknowledgement') at(draft.sends, 0).acknowledged = [{ ...acknowledged(3, 11), body: 'body 3 ' }];
    expect(kinds()).toEqual(['INTEGRITY']);
  });

  it('lets an edit change a body, and a deletion empty it', () => {
    draft.edits.set(id(3), ['corrected', null]);
    at(draft.histories, 0).messages[0] = { ...message(3), body: null };
    at(draft.chains, 0).items[0] = { ...item(3), message: { ...message(3), body: 'corrected' } };
    expect(findViolations(draft)).toEqual([]);
  });
});
