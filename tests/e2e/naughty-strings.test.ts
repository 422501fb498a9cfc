import list from 'big-list-of-naughty-strings/blns.json' with { type: 'json' };
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EDIT_MESSAGE, SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import { CREATE_ROOM } from '#tests/kit/operations/room.ts';
import { UPDATE_PROFILE, USER } from '#tests/kit/operations/user.ts';
import { liveCursor, makeRoom, type Person, readAll, registerAll } from '#tests/kit/people.ts';
import { RoomWatch } from '#tests/kit/room-watch.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
const BATCH = 25;
const isBlank = (text: string) => text.trim() === '';
/** The list, and what it lacks: strings that begin or end with what programs like to strip, and every kind of line end. */
const STRINGS: readonly string[] = [
  ...list,
  ' leading',
  'trailing ',
  '\n\nlines\r\nof all\rkinds\u2028\u2029\u0085',
  '\ufeffbyte order mark',
  'e\u0301 and \u00e9',
  '\u0001\u0002\u001f\u007f\u0080',
  '\uffff\ufffe\ufffd',
  '\u{10ffff}',
  '\u202eright to left',
  '\\u0000 \\x00 %00',
  "'; DROP TABLE message; --",
  '#{body} $1 :name ?',
];

let ann: Person;
let ben: Person;
beforeAll(async () => {
  [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
});

/** Does something with each item, some at a time. */
async function inBatches<Item, Result>(items: readonly Item[], work: (item: Item, index: number) => Promise<Result>) {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += BATCH) {
    results.push(
      ...(await Promise.all(items.slice(from, from + BATCH).map((item, index) => work(item, from + index)))),
    );
  }
  return results;
}

describe('the Big List of Naughty Strings', () => {
  it('is the whole list', () => {
    expect(list.length).toBeGreaterThan(450);
    expect(list.filter(isBlank).length).toBeGreaterThan(1);
  });

  it('comes back byte for byte: in the answer, in history and live; blank ones give BODY_EMPTY', async () => {
    const roomId = await makeRoom(ann, [ben]);
    const watching = new RoomWatch(lynk(), ben, roomId, await liveCursor(ben, roomId));
    onTestFinished(() => watching.close());
    const answers = await inBatches(STRINGS, async (body, index) => {
      const input = { roomId, body, clientMessageId: `${index}` };
      return (await ann.client.get(SEND_MESSAGE, { input })).sendMessage;
    });
    const taken = STRINGS.map((body, index) => ({ body, key: `${index}` })).filter(({ body }) => !isBlank(body));
    for (const [index, body] of STRINGS.entries()) {
      const answer = answers[index];
      if (isBlank(body)) {
        expect(answer?.userErrors, JSON.stringify(body)).toMatchObject([{ code: 'BODY_EMPTY', field: ['body'] }]);
        expect(answer?.message).toBeNull();
      } else {
        expect(answer?.userErrors, JSON.stringify(body)).toEqual([]);
        expect(answer?.message?.body).toBe(body);
      }
    }
    const byKey = (messages: { clientMessageId: string; body?: string | null }[]) =>
      new Map(messages.map((message) => [message.clientMessageId, message.body]));
    const history = byKey((await readAll(ben, roomId)).map((edge) => edge.node));
    await watching.until('all of them', (w) => w.sentIds.length === taken.length);
    const live = byKey(watching.events('MessageSent').map((event) => event.message));
    expect(history.size).toBe(taken.length);
    for (const { body, key } of taken) {
      expect(history.get(key)).toBe(body);
      expect(live.get(key)).toBe(body);
    }
  });

  it('comes back byte for byte from an edit', async () => {
    const roomId = await makeRoom(ann, [ben]);
    const sent = await ann.client.get(SEND_MESSAGE, { input: { roomId, body: 'draft', clientMessageId: 'k' } });
    const messageId = sent.sendMessage?.message?.id ?? '';
    for (const body of STRINGS.filter((text) => !isBlank(text)).slice(0, 60)) {
      const { editMessage } = await ann.client.get(EDIT_MESSAGE, { input: { messageId, body } });
      expect(editMessage?.message?.body).toBe(body);
    }
    const { editMessage } = await ann.client.get(EDIT_MESSAGE, { input: { messageId, body: ' ' } });
    expect(editMessage?.userErrors).toMatchObject([{ code: 'BODY_EMPTY' }]);
  });

  it('makes names and topics that come back as they were, or is refused with a reason', async () => {
    await inBatches(STRINGS, async (text) => {
      const answer = await ann.client.ask(UPDATE_PROFILE, { input: { displayName: text, bio: text } });
      expect(answer.codes, JSON.stringify(text)).toEqual([]);
      const room = await ann.client.ask(CREATE_ROOM, { input: { name: text, topic: text, visibility: 'PRIVATE' } });
      expect(room.codes, JSON.stringify(text)).toEqual([]);
      const { room: made, userErrors } = room.data?.createRoom ?? {};
      if (made) expect(made).toMatchObject({ name: text, topic: text });
      else expect(userErrors?.length).toBeGreaterThan(0);
    });
    const harmless = STRINGS.filter((text) => /^[\p{L}\p{N}]{3,20}$/u.test(text));
    for (const displayName of harmless) {
      await ann.client.get(UPDATE_PROFILE, { input: { displayName } });
      expect((await ben.client.get(USER, { id: ann.id })).user?.displayName).toBe(displayName);
    }
    expect(harmless.length).toBeGreaterThan(10);
  });

  it('makes client keys where it is printable ASCII, and nothing else', async () => {
    const roomId = await makeRoom(ann);
    await inBatches(STRINGS, async (clientMessageId) => {
      const { sendMessage } = await ann.client.get(SEND_MESSAGE, { input: { roomId, body: 'x', clientMessageId } });
      if (/^[\x20-\x7e]{1,64}$/.test(clientMessageId))
        expect(sendMessage?.message?.clientMessageId).toBe(clientMessageId);
      else
        expect(sendMessage?.userErrors).toMatchObject([
          { code: 'CLIENT_MESSAGE_ID_INVALID', field: ['clientMessageId'] },
        ]);
    });
  });

  it('is nobody’s ID', async () => {
    await inBatches(STRINGS, async (id) => {
      expect((await ann.client.ask(USER, { id })).codes, JSON.stringify(id)).toEqual(['BAD_USER_INPUT']);
    });
  });
});

describe('a body', () => {
  const trySend = async (body: string) => {
    const roomId = await makeRoom(ann);
    const answer = await ann.client.get(SEND_MESSAGE, { input: { roomId, body, clientMessageId: 'k' } });
    const codes = answer.sendMessage?.userErrors.map((error) => error.code) ?? [];
    if (codes.length > 0) expect(answer.sendMessage?.userErrors[0]?.field).toEqual(['body']);
    const kept = (await readAll(ann, roomId)).map((edge) => edge.node.body);
    expect(kept).toEqual(codes.length > 0 ? [] : [body]);
    return codes;
  };

  it.each(['', ' ', '\n', '\t\r\n', '\u3000', '\u00a0\u2003'])(
    'of nothing but white space is BODY_EMPTY: %j',
    async (body) => {
      expect(await trySend(body)).toEqual(['BODY_EMPTY']);
    },
  );

  it.each(['\u0000', 'a\u0000b', '\ud800', 'a\ud83db', '\udc00', '\ude00\ud83d'])(
    'with NUL or half a pair is BODY_INVALID: %j',
    async (body) => {
      expect(await trySend(body)).toEqual(['BODY_INVALID']);
    },
  );

  const FAMILY = '👨‍👩‍👧‍👦';
  const filled = (bytes: number) => {
    const families = FAMILY.repeat(Math.floor(bytes / Buffer.byteLength(FAMILY)));
    return families + 'x'.repeat(bytes - Buffer.byteLength(families));
  };
  it.each([
    ['8,000 letters', 'x'.repeat(8_000), []],
    ['8,001 letters', 'x'.repeat(8_001), ['BODY_TOO_LONG']],
    ['8,000 letters with accents', 'e\u0301'.repeat(8_000), []],
    ['8,001 letters with accents', 'e\u0301'.repeat(8_001), ['BODY_TOO_LONG']],
    ['8,000 emoji', '🚂'.repeat(8_000), []],
    ['8,001 emoji', '🚂'.repeat(8_001), ['BODY_TOO_LONG']],
    ['8,000 characters of which most are line ends', `a${'\r\n'.repeat(7_999)}`, []],
    ['32,768 bytes', filled(32_768), []],
    ['32,769 bytes', filled(32_769), ['BODY_TOO_LONG']],
    ['one character of 32,767 bytes', `e${'\u0301'.repeat(16_383)}`, []],
    ['one character of 32,769 bytes', `e${'\u0301'.repeat(16_384)}`, ['BODY_TOO_LONG']],
  ])('of %s is taken or not', async (_, body, codes) => {
    expect(await trySend(body)).toEqual(codes);
  });
});
