import { describe, expect, it } from 'vitest';
import { PNG_SIGNATURE, png, pngChunk, pngData, pngHeader } from '#tests/kit/png.ts';
import { PngWalk } from './png.ts';

/** Walks through bytes in pieces of a size. */
function walk(bytes: Uint8Array, size = bytes.length) {
  const walked = new PngWalk();
  for (let at = 0; at < bytes.length; at += Math.max(1, size)) walked.take(bytes.subarray(at, at + size));
  return walked.end();
}

const END = pngChunk('IEND');
const PALETTE = pngChunk('PLTE', Buffer.from([1, 2, 3]));
const put = (...chunks: Buffer[]) => Buffer.concat([PNG_SIGNATURE, ...chunks]);
/** A copy with one byte changed. */
const changed = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

/** Colour type and depth: everything that the standard allows. */
const KINDS: [number, number][] = [
  ...[1, 2, 4, 8, 16].map((depth): [number, number] => [0, depth]),
  ...[2, 4, 6].flatMap((colour): [number, number][] => [
    [colour, 8],
    [colour, 16],
  ]),
  ...[1, 2, 4, 8].map((depth): [number, number] => [3, depth]),
];

describe('takes', () => {
  it.each(KINDS)('colour type %i with %i bits', (colour, depth) => {
    expect(walk(png({ colour, depth, width: 7, height: 9 }))).toEqual({ width: 7, height: 9 });
  });

  it.each([1, 2, 3, 5, 8, 13, 1_000])('a picture that comes in pieces of %i bytes', (size) => {
    expect(walk(png({ width: 300, height: 200, colour: 3 }), size)).toEqual({ width: 300, height: 200 });
  });

  it('interlaced pictures, data in many parts, empty parts, and chunks that it does not know', () => {
    const text = pngChunk('tEXt', Buffer.from('Title\0x'));
    const animation = pngChunk('acTL', Buffer.alloc(8));
    const bytes = put(pngHeader(), animation, PALETTE, text, pngChunk('IDAT'), pngData({}, 5), text, END);
    expect(walk(bytes)).toEqual({ width: 2, height: 2 });
    expect(walk(png({ interlace: 1 }))).toEqual({ width: 2, height: 2 });
  });
});

describe('refuses', () => {
  const good = png();
  const withText = png().toString('latin1');

  it('every beginning of a picture, and what follows its end', () => {
    for (let length = 0; length < good.length; length += 1)
      expect(walk(good.subarray(0, length)), `${length}`).toBeNull();
    expect(walk(Buffer.concat([good, Buffer.from([0])]))).toBeNull();
    expect(walk(Buffer.concat([good, good]))).toBeNull();
  });

  it('a picture with any one byte changed', () => {
    for (let at = 0; at < good.length; at += 1) expect(walk(changed(good, at)), `${at}`).toBeNull();
  });

  it('what a transfer as text has changed', () => {
    expect(walk(Buffer.from(withText.replaceAll('\r\n', '\n'), 'latin1'))).toBeNull();
    expect(walk(Buffer.from(withText.replaceAll('\n', '\r\n'), 'latin1'))).toBeNull();
    expect(walk(Buffer.from(withText.replaceAll('\r', ''), 'latin1'))).toBeNull();
  });

  it.each([
    ['colour type 1', { colour: 1 }],
    ['colour type 9', { colour: 9 }],
    ['0 bits', { depth: 0 }],
    ['3 bits', { depth: 3 }],
    ['99 bits', { depth: 99 }],
    ['16 bits of a palette', { colour: 3, depth: 16 }],
    ['no width', { width: 0 }],
    ['no height', { height: 0 }],
    ['a width beyond 31 bits', { width: 2 ** 31 }],
    ['an unknown interlacing', { interlace: 2 }],
  ])('a header with %s', (_, parts) => {
    expect(walk(put(pngHeader(parts), PALETTE, pngData(), END))).toBeNull();
  });

  it.each<[string, Buffer]>([
    ['without data', put(pngHeader(), END)],
    ['without a header', put(pngData(), END)],
    ['with two headers', put(pngHeader(), pngHeader(), pngData(), END)],
    ['with something before its header', put(pngChunk('tEXt'), pngHeader(), pngData(), END)],
    ['with data torn apart', put(pngHeader(), pngData(), pngChunk('tEXt'), pngData(), END)],
    ['without the palette that it needs', put(pngHeader({ colour: 3 }), pngData({ colour: 3 }), END)],
    ['with a palette in grey', put(pngHeader({ colour: 0 }), PALETTE, pngData({ colour: 0 }), END)],
    ['with two palettes', put(pngHeader(), PALETTE, PALETTE, pngData(), END)],
    ['with a palette after its data', put(pngHeader(), pngData(), PALETTE, END)],
    ['with a palette of a wrong length', put(pngHeader(), pngChunk('PLTE', Buffer.alloc(4)), pngData(), END)],
    [
      'with more colours than it has numbers for',
      put(pngHeader({ colour: 3, depth: 1 }), pngChunk('PLTE', Buffer.alloc(9)), pngData({ colour: 3, depth: 1 }), END),
    ],
    ['with an unknown chunk that must be known', put(pngHeader(), pngChunk('ABCD'), pngData(), END)],
    ['with a chunk without a name', put(pngHeader(), pngChunk('\0\0\0\0'), pngData(), END)],
    ['with something in its end', put(pngHeader(), pngData(), pngChunk('IEND', Buffer.from([1])))],
    ['that is a GIF', Buffer.from('GIF89a')],
  ])('a picture %s', (_, bytes) => {
    expect(walk(bytes)).toBeNull();
  });
});
