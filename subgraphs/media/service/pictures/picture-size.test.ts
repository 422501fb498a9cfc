import { describe, expect, it } from 'vitest';
import { pictureSize } from './picture-size.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

const GIF = bytes('GIF89a', [0x2c, 1, 0xc8, 0], [0, 0, 0]);
/** A segment with a length of its own before the frame. */
const JPEG = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 11, 8, 0, 200, 1, 0x2c, 3]);
const LOSSY = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 1, 2, 3, 0x9d, 1, 0x2a, 0x2c, 1, 0xc8, 0]);
// 299 and 199 in 14 bits each, the lowest first.
const LOSSLESS = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x2b, 0xc1, 0x31, 0]);
const EXTENDED = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 0x2b, 1, 0, 0xc7, 0, 0]);

const GOOD: [string, string, Buffer][] = [
  ['GIF', 'image/gif', GIF],
  ['progressive JPEG', 'image/jpeg', JPEG],
  ['lossy WebP', 'image/webp', LOSSY],
  ['lossless WebP', 'image/webp', LOSSLESS],
  ['extended WebP', 'image/webp', EXTENDED],
];

describe('the size of a picture', () => {
  it.each(GOOD)('is read from a %s', (_, type, picture) => {
    expect(pictureSize(type, picture)).toEqual({ width: 300, height: 200 });
  });

  it.each(GOOD)('is not guessed from a %s that ends in its header', (_, type, picture) => {
    for (let length = 0; length < picture.length; length += 1) {
      const size = pictureSize(type, picture.subarray(0, length));
      expect(size === null || (size.width === 300 && size.height === 200), `${length}`).toBe(true);
    }
    expect(pictureSize(type, picture.subarray(0, 8))).toBeNull();
  });

  it.each([
    ['a GIF without width', 'image/gif', bytes('GIF89a', [0, 0, 1, 0])],
    ['a JPEG without a frame', 'image/jpeg', bytes([0xff, 0xd8, 0xff, 0xda, 0, 4, 1, 2])],
    ['a JPEG that ends at once', 'image/jpeg', bytes([0xff, 0xd8, 0xff, 0xd9])],
    ['a JPEG that loses its thread', 'image/jpeg', bytes([0xff, 0xd8, 0, 0])],
    ['a JPEG with segments of no length', 'image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xd9])],
    ['a WebP of another kind', 'image/webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP9 ', [0, 0, 0, 0])],
    ['another file', 'image/webp', GIF],
    ['another type', 'image/bmp', GIF],
  ])('is none of %s', (_, type, picture) => {
    expect(pictureSize(type, picture)).toBeNull();
  });
});
