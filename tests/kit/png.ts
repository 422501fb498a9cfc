import { crc32, deflateSync } from 'node:zlib';

/** What a PNG is made of. */
export interface PngParts {
  readonly width?: number;
  readonly height?: number;
  readonly depth?: number;
  /** 0 grey, 2 colour, 3 indexed, 4 grey with alpha, 6 colour with alpha. */
  readonly colour?: number;
  readonly interlace?: number;
}

/** The first eight bytes of every PNG. */
export const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** A chunk with its length and CRC. */
export function pngChunk(name: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), named.length + 4);
  return chunk;
}

/** The chunk IHDR. */
export function pngHeader({ width = 2, height = 2, depth = 8, colour = 2, interlace = 0 }: PngParts = {}): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colour, 0, 0, interlace], 8);
  return pngChunk('IHDR', data);
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The chunks IDAT of a picture in one colour, its data in so many parts. */
export function pngData({ width = 2, height = 2, depth = 8, colour = 2 }: PngParts = {}, parts = 1): Buffer {
  const line = 1 + Math.ceil((width * (CHANNELS[colour] ?? 1) * depth) / 8);
  const packed = deflateSync(Buffer.alloc(line * height));
  const size = Math.ceil(packed.length / parts);
  return Buffer.concat(
    Array.from({ length: parts }, (_, index) => pngChunk('IDAT', packed.subarray(index * size, (index + 1) * size))),
  );
}

/** A whole PNG that any program can show. */
export function png(parts: PngParts = {}): Buffer {
  const palette = parts.colour === 3 ? [pngChunk('PLTE', Buffer.from([0, 0, 0]))] : [];
  return Buffer.concat([PNG_SIGNATURE, pngHeader(parts), ...palette, pngData(parts), pngChunk('IEND')]);
}
