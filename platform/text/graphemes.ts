const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Whether a text has more than `most` characters as people count them: extended grapheme clusters (UAX #29), so that an
 * emoji of several code points is one. It stops counting there, so that a long text costs no more than a short one.
 */
export function hasMoreGraphemes(text: string, most: number): boolean {
  // A cluster has at least one UTF-16 unit: a short text needs no counting.
  if (text.length <= most) return false;
  let count = 0;
  for (const _grapheme of segmenter.segment(text)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}

/**
 * The beginning of a text: at most so many characters as people count them, and so many bytes of UTF-8. What is left out
 * shows as an ellipsis, which is counted.
 */
export function firstGraphemes(text: string, most: number, bytes: number): string {
  if (!hasMoreGraphemes(text, most) && Buffer.byteLength(text) <= bytes) return text;
  const ellipsis = '…';
  let kept = '';
  let count = 1;
  let size = Buffer.byteLength(ellipsis);
  for (const { segment } of segmenter.segment(text)) {
    count += 1;
    size += Buffer.byteLength(segment);
    if (count > most || size > bytes) break;
    kept += segment;
  }
  return kept + ellipsis;
}
