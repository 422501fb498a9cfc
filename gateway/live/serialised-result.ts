import type { Duplex } from 'node:stream';
import type { FormattedExecutionResult } from 'graphql';

const OPENING = '{"id":';
const MIDDLE = ',"type":"next","payload":';

/** First byte of a frame: the only one of its message, with text (RFC 6455 §5.2). */
const FINAL_TEXT = 0x81;

/** Frames that are alike up to the ID in them, and where in their bytes the ID stands. */
interface FrameTemplate {
  bytes: Buffer;
  readonly idOffsets: readonly number[];
}

/**
 * A subscription's ID as it stands in frames: JSON text in ASCII, so that it has as many bytes as characters.
 *
 * @param id as the client chose it
 */
export function idInFrames(id: string): string {
  return JSON.stringify(id).replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A result as it goes to clients, or several that go together, written once for all of them. The messages of two clients
 * differ by nothing but the ID of their subscription, so the frames are made once for each length of ID.
 */
export class SerialisedResult {
  /** How many results they are; a frame each. */
  readonly count: number;
  readonly #payloads: readonly string[];
  /** Length of the ID → the frames. */
  readonly #templates = new Map<number, FrameTemplate>();

  constructor(result: FormattedExecutionResult | readonly SerialisedResult[]) {
    this.#payloads = isSeveral(result) ? result.flatMap((one) => one.#payloads) : [JSON.stringify(result)];
    this.count = this.#payloads.length;
  }

  /**
   * Writes the results as whole frames of `next` messages, all at once. The bytes are the same for all clients, with the ID
   * put in for each, as long as the system takes every write at once; what a stream has to keep is left to it.
   *
   * @param id as {@link idInFrames} gives it
   */
  writeTo(stream: Duplex, id: string): void {
    let template = this.#templates.get(id.length);
    if (!template) {
      template = makeTemplate(this.#payloads, id.length);
      this.#templates.set(id.length, template);
    }
    for (const offset of template.idOffsets) template.bytes.write(id, offset, 'latin1');
    stream.write(template.bytes);
    if (stream.writableLength > 0) template.bytes = Buffer.from(template.bytes);
  }
}

function isSeveral(
  result: FormattedExecutionResult | readonly SerialisedResult[],
): result is readonly SerialisedResult[] {
  return Array.isArray(result);
}

function makeTemplate(payloads: readonly string[], idLength: number): FrameTemplate {
  const idOffsets: number[] = [];
  const parts: Buffer[] = [];
  let length = 0;
  for (const payload of payloads) {
    const message = Buffer.from(`${OPENING}${' '.repeat(idLength)}${MIDDLE}${payload}}`);
    const header = frameHeader(message.length);
    idOffsets.push(length + header.length + OPENING.length);
    parts.push(header, message);
    length += header.length + message.length;
  }
  return { bytes: Buffer.concat(parts), idOffsets };
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
