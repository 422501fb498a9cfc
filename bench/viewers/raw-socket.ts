import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What a viewer does with the text messages that it gets. */
export interface RawSocketOptions {
  readonly port: number;
  readonly path: string;
  readonly protocol?: string;
  /** Called with each text message; `text` is costly, so call it only where it is needed. */
  readonly onMessage: (text: () => string, bytes: number) => void;
  readonly onClose?: () => void;
}

/**
 * A WebSocket client (RFC 6455) that does as little as possible, so that thousands fit beside the server on one machine
 * and the server stays the thing that is measured. It counts frames and looks into one only when it is asked to.
 */
export class RawSocket {
  readonly #socket: Socket;
  readonly #options: RawSocketOptions;
  #buffer: Buffer = Buffer.alloc(0);
  #open = false;
  readonly opened: Promise<void>;

  constructor(options: RawSocketOptions) {
    this.#options = options;
    this.#socket = connect(options.port, '127.0.0.1');
    this.#socket.setNoDelay(true);
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once('error', reject);
      this.#socket.once('connect', () => this.#socket.write(handshake(options)));
      this.#socket.on('data', (chunk) => {
        this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
        if (!this.#open) {
          const end = this.#buffer.indexOf('\r\n\r\n');
          if (end < 0) return;
          if (!this.#buffer.subarray(0, end).toString('latin1').startsWith('HTTP/1.1 101')) {
            reject(new Error(this.#buffer.toString('latin1')));
            return;
          }
          this.#open = true;
          this.#buffer = this.#buffer.subarray(end + 4);
          resolve();
        }
        this.#read();
      });
      this.#socket.on('close', () => options.onClose?.());
    });
  }

  /** Sends a text message. */
  send(text: string): void {
    this.#socket.write(frame(0x1, Buffer.from(text)));
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(): void {
    const buffer = this.#buffer;
    let offset = 0;
    while (buffer.length - offset >= 2) {
      const opcode = (buffer[offset] ?? 0) & 0x0f;
      let length = (buffer[offset + 1] ?? 0) & 0x7f;
      let head = 2;
      if (length === 126) {
        if (buffer.length - offset < 4) break;
        length = buffer.readUInt16BE(offset + 2);
        head = 4;
      } else if (length === 127) {
        if (buffer.length - offset < 10) break;
        length = Number(buffer.readBigUInt64BE(offset + 2));
        head = 10;
      }
      if (buffer.length - offset < head + length) break;
      const start = offset + head;
      offset = start + length;
      if (opcode === 0x1) this.#options.onMessage(() => buffer.toString('utf8', start, start + length), length);
      else if (opcode === 0x9) this.#socket.write(frame(0xa, buffer.subarray(start, start + length)));
    }
    this.#buffer = offset === buffer.length ? Buffer.alloc(0) : buffer.subarray(offset);
  }
}

function handshake({ path, port, protocol }: RawSocketOptions): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
    '\r\n',
  ].join('\r\n');
}

/** A masked frame, as clients send them; the mask is zero because nothing lies between the two. */
function frame(opcode: number, payload: Buffer): Buffer {
  const length = payload.length;
  const head = length < 126 ? Buffer.from([0x80 | opcode, 0x80 | length]) : Buffer.alloc(4);
  if (length >= 126) {
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | 126;
    head.writeUInt16BE(length, 2);
  }
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
