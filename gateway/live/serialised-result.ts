import type { FormattedExecutionResult } from 'graphql';

const OPENING = '{"id":';
const MIDDLE = ',"type":"next","payload":';

/** First byte of a frame: the only one of its message, with text (RFC 6455 §5.2). */
const FINAL_TEXT = 0x81;

/** Frames that are alike up to the ID in them, and where in the frame the ID stands. */
interface FrameTemplate {
  readonly bytes: Buffer;
  readonly idOffset: number;
}

/**
 * A result as it goes to clients, written once for all of them. The messages of two clients differ by nothing but the ID of
 * their subscription, so a frame is made once for each length of ID and copied with the ID put in.
 */
export class SerialisedResult {
  readonly #payload: string;
  /** Length of the ID as JSON, in bytes → its frame. */
  readonly #templates = new Map<number, FrameTemplate>();

  constructor(result: FormattedExecutionResult) {
    this.#payload = JSON.stringify(result);
  }

  /**
   * The whole WebSocket frame of a `next` message.
   *
   * @param id the subscription's ID
   */
  frame(id: string): Buffer {
    const text = JSON.stringify(id);
    const length = Buffer.byteLength(text);
    let template = this.#templates.get(length);
    if (!template) {
      template = makeTemplate(this.#payload, length);
      this.#templates.set(length, template);
    }
    const frame = Buffer.allocUnsafe(template.bytes.length);
    template.bytes.copy(frame);
    frame.write(text, template.idOffset);
    return frame;
  }
}

function makeTemplate(payload: string, idLength: number): FrameTemplate {
  const message = Buffer.from(`${OPENING}${' '.repeat(idLength)}${MIDDLE}${payload}}`);
  const header = frameHeader(message.length);
  return { bytes: Buffer.concat([header, message]), idOffset: header.length + OPENING.length };
}

/** The header of an unmasked text frame, as servers send it: its length in 7, 16 or 64 bits (RFC 6455 §5.2). */
function frameHeader(length: number): Buffer {
  if (length < 126) return Buffer.of(FINAL_TEXT, length);
  if (length < 65_536) {
    const header = Buffer.of(FINAL_TEXT, 126, 0, 0);
    header.writeUInt16BE(length, 2);
    return header;
  }
  const header = Buffer.alloc(10);
  header[0] = FINAL_TEXT;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
