import { crc32 } from 'node:zlib';

/** Width and height of a picture, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** PNG (third edition) §5.2. */
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** §5.3: of a length, and of width and height. */
const MAX_31_BITS = 0x7fff_ffff;
/** Colour type → bit depths that it may have (table 12). */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
const INDEXED = 3;
const WITHOUT_PALETTE = new Set([0, 4]);
const MAX_PALETTE = 256;
/** Only these chunks are looked into; the others are walked over, whatever they hold. */
const LOOKED_INTO = new Set(['IHDR', 'PLTE']);
const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);
const CHUNK_NAME = /^[A-Za-z]{2}[A-Z][A-Za-z]$/;

interface Header extends PictureSize {
  readonly depth: number;
  readonly colour: number;
}

interface Chunk {
  readonly name: string;
  /** How many bytes of data are still to come. */
  left: number;
  crc: number;
  /** Null when the data is not looked into. */
  readonly data: Buffer[] | null;
}

class Damaged extends Error {}

/**
 * Walks through the bytes of a PNG as they come and checks its structure: the signature; a sane IHDR first; lengths, names
 * and CRCs of all chunks; the palette that its colours need; image data in one row; IEND last, and nothing after it. Pixels
 * are not unpacked. It keeps a few bytes, however large the file is.
 */
export class PngWalk {
  /** What was not enough to go on with. */
  #rest: Buffer = Buffer.alloc(0);
  #state: 'signature' | 'chunk' | 'data' | 'crc' | 'ended' | 'damaged' = 'signature';
  #chunk: Chunk | undefined;
  #header: Header | undefined;
  #hasPalette = false;
  #imageData: 'none' | 'running' | 'over' = 'none';

  /** Takes the next bytes. Bytes of anything else but a PNG are soon passed over. */
  take(bytes: Uint8Array): void {
    if (this.#state === 'damaged') return;
    try {
      this.#walk(
        this.#rest.length > 0
          ? Buffer.concat([this.#rest, bytes])
          : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
      );
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.#state = 'damaged';
      this.#rest = Buffer.alloc(0);
    }
  }

  /** Says that there are no more bytes. @returns the picture's size; null when it is no PNG, or a broken one */
  end(): PictureSize | null {
    if (this.#state !== 'ended' || !this.#header) return null;
    return { width: this.#header.width, height: this.#header.height };
  }

  #walk(bytes: Buffer): void {
    let at = 0;
    for (;;) {
      const left = bytes.length - at;
      if (this.#state === 'ended' && left > 0) throw new Damaged('There is something after the end.');
      const needed = { signature: 8, chunk: 8, data: 0, crc: 4, ended: 1, damaged: 1 }[this.#state];
      if (left < needed) break;
      if (this.#state === 'data') {
        at += this.#takeData(bytes.subarray(at));
        if (this.#state === 'data') break;
        continue;
      }
      this.#takeFixed(bytes.subarray(at, at + needed));
      at += needed;
    }
    // A copy, since what it was part of may be used again.
    this.#rest = Buffer.from(bytes.subarray(at));
  }

  #takeFixed(bytes: Buffer): void {
    if (this.#state === 'signature') {
      if (!bytes.equals(SIGNATURE)) throw new Damaged('It does not begin like a PNG.');
      this.#state = 'chunk';
    } else if (this.#state === 'chunk') {
      this.#begin(bytes.readUInt32BE(0), bytes.subarray(4));
    } else {
      this.#finish(bytes.readUInt32BE(0));
    }
  }

  #begin(length: number, nameBytes: Buffer): void {
    const name = nameBytes.toString('latin1');
    if (length > MAX_31_BITS || !CHUNK_NAME.test(name)) throw new Damaged('A chunk has no good length or name.');
    // A chunk that must be understood and is not known (its first letter is a capital): §5.4.
    if (/^[A-Z]/.test(name) && !CRITICAL.has(name)) throw new Damaged('There is an unknown critical chunk.');
    if ((name === 'IHDR') === (this.#header !== undefined)) throw new Damaged('IHDR must come first, and once.');
    if (LOOKED_INTO.has(name) && length > MAX_PALETTE * 3) throw new Damaged('A chunk is too long.');
    if (name === 'IDAT') {
      if (this.#imageData === 'over') throw new Damaged('The image data is torn apart.');
      if (this.#header?.colour === INDEXED && !this.#hasPalette) throw new Damaged('There is no palette.');
      this.#imageData = 'running';
    } else if (this.#imageData === 'running') {
      this.#imageData = 'over';
    }
    if (name === 'IEND' && (length > 0 || this.#imageData === 'none')) throw new Damaged('There is no image data.');
    this.#chunk = { name, left: length, crc: crc32(nameBytes), data: LOOKED_INTO.has(name) ? [] : null };
    this.#state = 'data';
  }

  /** @returns how many bytes were the chunk's */
  #takeData(bytes: Buffer): number {
    const chunk = this.#chunk;
    if (!chunk) throw new Damaged('There is no chunk.');
    const part = bytes.subarray(0, chunk.left);
    chunk.crc = crc32(part, chunk.crc);
    chunk.data?.push(Buffer.from(part));
    chunk.left -= part.length;
    if (chunk.left === 0) this.#state = 'crc';
    return part.length;
  }

  #finish(crc: number): void {
    const chunk = this.#chunk;
    if (!chunk || chunk.crc !== crc) throw new Damaged('The CRC of a chunk is wrong.');
    const data = Buffer.concat(chunk.data ?? []);
    if (chunk.name === 'IHDR') this.#header = readHeader(data);
    if (chunk.name === 'PLTE') this.#checkPalette(data.length);
    this.#state = chunk.name === 'IEND' ? 'ended' : 'chunk';
  }

  #checkPalette(length: number): void {
    const { colour, depth } = this.#header ?? { colour: 0, depth: 0 };
    const colours = length / 3;
    const most = colour === INDEXED ? 2 ** depth : MAX_PALETTE;
    if (WITHOUT_PALETTE.has(colour) || this.#hasPalette || this.#imageData !== 'none') {
      throw new Damaged('There is a palette where none may be.');
    }
    if (!Number.isInteger(colours) || colours < 1 || colours > most)
      throw new Damaged('The palette has a wrong length.');
    this.#hasPalette = true;
  }
}

/** §11.2.1. */
function readHeader(data: Buffer): Header {
  if (data.length !== 13) throw new Damaged('IHDR has a wrong length.');
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = data.subarray(8);
  const isSized = width > 0 && height > 0 && width <= MAX_31_BITS && height <= MAX_31_BITS;
  const isKnown = DEPTHS[colour]?.includes(depth) && compression === 0 && filter === 0 && interlace <= 1;
  if (!isSized || !isKnown) throw new Damaged('IHDR says what cannot be.');
  return { width, height, depth, colour };
}
