import type { PictureSize } from './png.ts';

type Reader = (bytes: Buffer) => PictureSize | null;

/** Media type → what reads the size from the beginning of such a file. */
const READERS: Readonly<Record<string, Reader>> = {
  'image/gif': gifSize,
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
};

/**
 * The size of a picture, as its header has it. It says nothing of the rest of the file.
 *
 * @param beginning of the file, of any length
 * @returns null when the header is broken, or says that there is nothing to see
 */
export function pictureSize(contentType: string, beginning: Buffer): PictureSize | null {
  try {
    const size = READERS[contentType]?.(beginning) ?? null;
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // The file ends in the middle of its header.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** GIF89a §18: the logical screen. */
function gifSize(bytes: Buffer): PictureSize | null {
  if (!/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return null;
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** Markers without a length (ITU T.81 table B.1): TEM, restarts. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
/** Beginnings of frames: SOF0 to SOF15, between which DHT, JPG and DAC stand. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const [END_OF_IMAGE, START_OF_SCAN] = [0xd9, 0xda];

/** ITU T.81 §B.2.2: the first frame header. */
function jpegSize(bytes: Buffer): PictureSize | null {
  if (bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; ; ) {
    if (bytes.readUInt8(at) !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      // Markers may have bytes of 0xff before them.
      at += 1;
      continue;
    }
    if (isFrame(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    if (marker === END_OF_IMAGE || marker === START_OF_SCAN) return null;
    at += isBare(marker) ? 2 : 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
}

/** RFC 9649 §2.5 to 2.7: lossy, lossless and extended files. */
function webpSize(bytes: Buffer): PictureSize | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null;
  const chunk = bytes.toString('latin1', 12, 16);
  if (chunk === 'VP8 ') {
    if (bytes.readUIntBE(23, 3) !== 0x9d012a) return null;
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  }
  if (chunk === 'VP8L') {
    if (bytes.readUInt8(20) !== 0x2f) return null;
    const bits = bytes.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return chunk === 'VP8X' ? { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 } : null;
}
