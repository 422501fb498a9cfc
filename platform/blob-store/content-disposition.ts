import type { Download } from './blob-store.ts';

/** What RFC 8187 §3.2.1 does not let stand in an extended value, of that which `encodeURIComponent` leaves as it is. */
const NOT_ATTRIBUTE_CHARACTERS = /['()*]/g;

/**
 * The header `Content-Disposition` (RFC 6266): the name in UTF-8 for everybody of today, and with underscores in place of
 * what is not plain ASCII for the others.
 */
export function contentDisposition({ disposition, fileName }: Download): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  const extended = encodeURIComponent(fileName).replaceAll(NOT_ATTRIBUTE_CHARACTERS, percent);
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${extended}`;
}
