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
