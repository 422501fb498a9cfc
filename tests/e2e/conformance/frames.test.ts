import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { closePayload, FrameSocket, frame, OPCODE } from '#tests/kit/frame-socket.ts';
import { makeRoom, type Person, register, send } from '#tests/kit/people.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

/** How long a message may be, as the gateway's defaults say. */
const MAX_MESSAGE_BYTES = 256 * 1024;

const lynk = useLynk();
let ann: Person;
let roomId: string;
beforeAll(async () => {
  ann = await register(lynk());
  roomId = await makeRoom(ann);
});

async function signedIn(): Promise<FrameSocket> {
  const socket = await FrameSocket.signedIn(lynk().wsUrl, ann.accessToken);
  onTestFinished(() => socket.cut());
  return socket;
}
const ask = (id: string, query = '{ viewer { id } }') => JSON.stringify({ id, type: 'subscribe', payload: { query } });
const answerTo = (socket: FrameSocket, id: string) =>
  until(`the answer to ${id}`, () => socket.messages.find((message) => message.id === id)?.payload);

describe('frames (RFC 6455)', () => {
  it('that carry one message in pieces are put together, within a character, too (§5.4)', async () => {
    const socket = await signedIn();
    // What comes back is what was read: a character that is taken apart would come back as others.
    const body = 'ä€😀'.repeat(50);
    const text = Buffer.from(
      ask(
        'pieces',
        `mutation { sendMessage(input: { roomId: "${roomId}", body: "${body}", clientMessageId: "pieces" }) { message { body } } }`,
      ),
    );
    const pieces = [...text].map((byte, index) =>
      frame(index === 0 ? OPCODE.text : OPCODE.continuation, Buffer.of(byte), { isFinal: index === text.length - 1 }),
    );
    socket.send(...pieces);
    expect(await answerTo(socket, 'pieces')).toEqual({ data: { sendMessage: { message: { body } } } });
  });

  it('may be empty, and their bytes may come one by one', async () => {
    const socket = await signedIn();
    const bytes = Buffer.concat([
      frame(OPCODE.text, '', { isFinal: false }),
      frame(OPCODE.continuation, ask('slow'), { isFinal: false }),
      frame(OPCODE.continuation, ''),
    ]);
    for (const byte of bytes) {
      socket.send(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    expect(await answerTo(socket, 'slow')).toEqual({ data: { viewer: { id: ann.id } } });
  });

  it('of control may stand between the pieces of a message, and are answered (§5.4, §5.5.2)', async () => {
    const socket = await signedIn();
    const text = ask('between');
    socket.send(
      frame(OPCODE.text, text.slice(0, 10), { isFinal: false }),
      frame(OPCODE.ping, 'are you there?'),
      frame(OPCODE.pong, 'nobody asked'),
      frame(OPCODE.continuation, text.slice(10)),
    );
    const pong = await socket.next(({ opcode }) => opcode === OPCODE.pong);
    expect(pong.payload.toString()).toBe('are you there?');
    expect(await answerTo(socket, 'between')).toEqual({ data: { viewer: { id: ann.id } } });
  });

  it('of the gateway are whole, unmasked and without extensions, whoever writes them (§5.1)', async () => {
    const socket = await signedIn();
    socket.send(
      frame(
        OPCODE.text,
        ask('live', `subscription { roomEvents(roomId: "${roomId}") { cursor event { __typename } } }`),
      ),
      frame(OPCODE.ping, 'x'),
    );
    // The stream begins some time after it is asked for: one of the messages will be in it.
    await until('an event', async () => {
      await send(ann, roomId, 'ä€😀'.repeat(1_000));
      return socket.messages.some(({ id }) => id === 'live');
    });
    socket.send(frame(OPCODE.text, ask('long', `{ room(id: "${roomId}") { messages(last: 50) { nodes { body } } } }`)));
    await answerTo(socket, 'long');
    // Lengths are written in another way from 126 bytes on.
    expect(socket.frames.some(({ payload }) => payload.length > 125)).toBe(true);
    for (const { isFinal, isMasked, reserved, opcode } of socket.frames) {
      expect({ isFinal, isMasked, reserved }).toEqual({ isFinal: true, isMasked: false, reserved: 0 });
      expect([OPCODE.text, OPCODE.ping, OPCODE.pong]).toContain(opcode);
    }
  });

  const text = (payload: string | Buffer, options: Parameters<typeof frame>[2] = {}) =>
    frame(OPCODE.text, payload, options);
  it.each<[string, number, Buffer[]]>([
    ['without a mask (§5.1)', 1002, [text(ask('1'), { isMasked: false })]],
    ['with reserved bit 1, when compression was not agreed on (§5.2)', 1002, [text(ask('1'), { reserved: 4 })]],
    ['with reserved bit 2 (§5.2)', 1002, [text(ask('1'), { reserved: 2 })]],
    ['with reserved bit 3 (§5.2)', 1002, [text(ask('1'), { reserved: 1 })]],
    ['with a reserved opcode of data (§5.2)', 1002, [frame(3, ask('1'))]],
    ['with a reserved opcode of control (§5.2)', 1002, [frame(11, 'x')]],
    ['that continue nothing (§5.4)', 1002, [frame(OPCODE.continuation, ask('1'))]],
    ['that begin a message within another (§5.4)', 1002, [text('{', { isFinal: false }), text(ask('1'))]],
    ['of control in pieces (§5.5)', 1002, [frame(OPCODE.ping, 'x', { isFinal: false })]],
    ['of control that are too long (§5.5)', 1002, [frame(OPCODE.ping, 'x'.repeat(126))]],
    ['of text that is not UTF-8 (§8.1)', 1007, [text(Buffer.from([0xc3, 0x28]))]],
    [
      'of text that is not UTF-8 when put together (§8.1)',
      1007,
      [text(Buffer.from([0xe2, 0x82]), { isFinal: false }), frame(OPCODE.continuation, Buffer.from([0x28]))],
    ],
    [
      'that close with a reason that is not UTF-8 (§8.1)',
      1007,
      [frame(OPCODE.close, Buffer.concat([closePayload(1000), Buffer.from([0xff])]))],
    ],
    ['that close with half a code (§5.5.1)', 1002, [frame(OPCODE.close, Buffer.of(3))]],
    ['that close with a code that nobody may send (§7.4)', 1002, [frame(OPCODE.close, closePayload(1005))]],
    ['that are too long', 1009, [text('x'.repeat(MAX_MESSAGE_BYTES + 1))]],
    ['that claim to be too long, before their bytes come', 1009, [text('{', { claimedLength: 2 ** 40 })]],
    [
      'whose pieces together are too long',
      1009,
      [text('x'.repeat(MAX_MESSAGE_BYTES), { isFinal: false }), frame(OPCODE.continuation, 'x')],
    ],
    // The subprotocol knows text only: whole JSON in a binary frame is no message of it.
    ['of bytes', 4400, [frame(OPCODE.binary, ask('1'))]],
  ])('%s are answered with %i', async (_, code, frames) => {
    const socket = await signedIn();
    socket.send(...frames, frame(OPCODE.text, ask('after')));
    expect(await socket.closed()).toBe(code);
    await until('the end of the connection', () => socket.hasEnded);
    expect(socket.messages.filter(({ id }) => id !== undefined)).toEqual([]);
  });

  it('as long as they may be are read', async () => {
    const socket = await signedIn();
    const bare = ask('long', '{ viewer { id } } #');
    socket.send(frame(OPCODE.text, ask('long', `{ viewer { id } } #${'x'.repeat(MAX_MESSAGE_BYTES - bare.length)}`)));
    expect(await answerTo(socket, 'long')).toEqual({ data: { viewer: { id: ann.id } } });
  });

  it('that close are answered with the same code, and the gateway closes the connection (§5.5.1, §7.1.1)', async () => {
    const socket = await signedIn();
    socket.send(frame(OPCODE.close, closePayload(1000, 'bye')), frame(OPCODE.text, ask('after')));
    expect(await socket.closed()).toBe(1000);
    await until('the end of the connection', () => socket.hasEnded);
    expect(socket.messages.filter(({ id }) => id !== undefined)).toEqual([]);
    const empty = await signedIn();
    empty.send(frame(OPCODE.close));
    expect([1005, 1000]).toContain(await empty.closed());
    await until('the end of the connection', () => empty.hasEnded);
  });

  it('that never answer a close do not keep the connection for ever (§7.1.1)', async () => {
    const socket = await signedIn();
    socket.say({ type: 'nonsense' });
    expect(await socket.closed()).toBe(4400);
    // Sooner than the library would give it up by itself, after half a minute.
    await until('the end of the connection', () => socket.hasEnded, { deadlineMs: 15_000 });
  });
});
