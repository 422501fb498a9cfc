import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { until } from './until.ts';

/** Opcodes of RFC 6455 §5.2. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame as it stands on the wire. */
export interface Frame {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly isMasked: boolean;
  /** The three bits that only extensions may set. */
  readonly reserved: number;
  readonly payload: Buffer;
}

const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const END_OF_HEAD = '\r\n\r\n';

/** The bytes of a client's frame. What is not said is as the RFC wants it. */
export function frame(
  opcode: number,
  payload: string | Buffer = '',
  options: { isFinal?: boolean; isMasked?: boolean; reserved?: number; claimedLength?: number } = {},
): Buffer {
  const { isFinal = true, isMasked = true, reserved = 0 } = options;
  const body = Buffer.from(payload);
  const length = options.claimedLength ?? body.length;
  const mask = isMasked ? randomBytes(4) : Buffer.alloc(0);
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = (isMasked ? 0x80 : 0) | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, mask, isMasked ? body.map((byte, index) => byte ^ (mask[index % 4] ?? 0)) : body]);
}

/** A close frame's payload. */
export function closePayload(code: number, reason = ''): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return Buffer.concat([head, Buffer.from(reason)]);
}

/** A WebSocket without any library: it sends whatever bytes a test makes, and shows every frame that comes. */
export class FrameSocket {
  /** What came, in order. */
  readonly frames: Frame[] = [];
  /** Whether the other end has closed the TCP connection. */
  hasEnded = false;
  readonly #stream: net.Socket;
  #unread = Buffer.alloc(0);

  private constructor(stream: net.Socket) {
    this.#stream = stream;
    stream.on('error', () => undefined);
    stream.on('close', () => {
      this.hasEnded = true;
    });
  }

  /** Opens a socket with a handshake of its own. @throws Error when it is not answered as RFC 6455 §4.2.2 says */
  static async open(wsUrl: string): Promise<FrameSocket> {
    const { hostname, port, pathname } = new URL(wsUrl);
    const stream = net.connect(Number(port), hostname);
    await once(stream, 'connect');
    const key = randomBytes(16).toString('base64');
    stream.write(
      [
        `GET ${pathname} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${key}`,
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Protocol: graphql-transport-ws',
        'Sec-WebSocket-Extensions: permessage-deflate',
      ].join('\r\n') + END_OF_HEAD,
    );
    const socket = new FrameSocket(stream);
    stream.on('data', (data) => {
      socket.#unread = Buffer.concat([socket.#unread, data]);
    });
    const end = await until('the handshake', () => {
      const index = socket.#unread.indexOf(END_OF_HEAD);
      return index < 0 ? undefined : index + END_OF_HEAD.length;
    });
    const head = socket.#unread.subarray(0, end).toString('latin1');
    const accept = createHash('sha1').update(`${key}${HANDSHAKE_GUID}`).digest('base64');
    if (!/^HTTP\/1\.1 101 /.test(head) || !head.includes(accept)) throw new Error(`The answer was ${head}.`);
    if (/sec-websocket-extensions/i.test(head)) throw new Error(`An extension was agreed on: ${head}.`);
    socket.#unread = socket.#unread.subarray(end);
    stream.on('data', () => socket.#parse());
    socket.#parse();
    return socket;
  }

  /** Opens a socket and says `connection_init`. @param token null says nothing of who it is */
  static async signedIn(wsUrl: string, token: string | null): Promise<FrameSocket> {
    const socket = await FrameSocket.open(wsUrl);
    socket.say({ type: 'connection_init', ...(token !== null && { payload: { authorization: token } }) });
    await socket.next((received) => received.payload.includes('connection_ack'));
    return socket;
  }

  /** Sends frames, or any bytes, as one piece. */
  send(...frames: readonly Buffer[]): void {
    this.#stream.write(Buffer.concat(frames));
  }

  /** Sends a message in one text frame. */
  say(message: object): void {
    this.send(frame(OPCODE.text, JSON.stringify(message)));
  }

  /** Waits for a frame. */
  next(isIt: (received: Frame) => boolean): Promise<Frame> {
    return until(`a frame (came: ${this.frames.length})`, () => this.frames.find(isIt));
  }

  /** Waits for the close frame. @returns its code, or null when the stream ended without one */
  async closed(): Promise<number | null> {
    return until('the end', () => {
      const last = this.frames.find((received) => received.opcode === OPCODE.close);
      if (last) return { code: last.payload.length >= 2 ? last.payload.readUInt16BE() : 1005 };
      return this.hasEnded ? { code: null } : undefined;
    }).then(({ code }) => code);
  }

  /** The messages that came in text frames. */
  get messages(): { type: string; id?: string; payload?: unknown }[] {
    const texts = this.frames.filter((received) => received.opcode === OPCODE.text);
    return texts.map((received) => JSON.parse(received.payload.toString()));
  }

  /** Reads nothing any more: what is sent to it waits in the buffers of the system, and then with who sends. */
  stopReading(): void {
    this.#stream.pause();
  }

  /** Reads again. */
  readAgain(): void {
    this.#stream.resume();
  }

  /** Cuts it. */
  cut(): void {
    this.#stream.destroy();
  }

  #parse(): void {
    for (;;) {
      const bytes = this.#unread;
      const [first, second] = bytes;
      if (first === undefined || second === undefined) return;
      const short = second & 0x7f;
      const at = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (bytes.length < at) return;
      const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
      if (bytes.length < at + length) return;
      this.frames.push({
        opcode: first & 0x0f,
        isFinal: first >= 0x80,
        isMasked: second >= 0x80,
        reserved: (first >> 4) & 7,
        payload: bytes.subarray(at, at + length),
      });
      this.#unread = bytes.subarray(at + length);
    }
  }
}
