/** A part of something larger, in bytes. */
export interface Part {
  /** From 1. */
  readonly number: number;
  readonly offset: number;
  readonly size: number;
}

/** Cuts `size` bytes into parts of `partBytes`; the last one is what is left. */
export function partsOf(size: number, partBytes: number): readonly Part[] {
  return Array.from({ length: Math.ceil(size / partBytes) }, (_, index) => {
    const offset = index * partBytes;
    return { number: index + 1, offset, size: Math.min(partBytes, size - offset) };
  });
}

/** Whether parts that have arrived, in order, are all of `size` bytes. Each one's length was bound by its address. */
export function isWhole(parts: readonly { readonly number: number; readonly size: number }[], size: number): boolean {
  const isUnbroken = parts.every(({ number }, index) => number === index + 1);
  return isUnbroken && parts.length > 0 && parts.reduce((sum, part) => sum + part.size, 0) === size;
}
