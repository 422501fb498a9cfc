/** What a picture of a person or room may be. */
export const PICTURE_TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);

/** The type of bytes of which nothing is known (RFC 2046 §4.5.1). */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** Type and subtype as RFC 6838 §4.2 has them, in lower case, without parameters. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** Whether a text is a media type. */
export function isMediaType(text: string): boolean {
  return text.length <= 127 && MEDIA_TYPE.test(text);
}

/** Names of the same type. */
const SYNONYMS: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/heif': 'image/heic',
  'image/vnd.microsoft.icon': 'image/x-icon',
  'text/xml': 'application/xml',
  'application/x-gzip': 'application/gzip',
  'application/x-zip-compressed': 'application/zip',
  'application/x-rar-compressed': 'application/x-rar',
  'application/vnd.rar': 'application/x-rar',
};

/** Formats that many types are written in: what is found in the first bytes says no more than that. */
const CONTAINERS: Readonly<Record<string, RegExp>> = {
  'application/zip': /^application\/|\+zip$/,
  'application/x-cfb': /^application\//,
  'application/xml': /^(application|text)\/xml$|\+xml$|^text\/html$/,
  'application/gzip': /^application\//,
};

const isSoundOrFilm = (type: string) => /^(audio|video)\//.test(type) || type === 'application/ogg';

/** The one name of a type that has several. */
const known = (type: string) => SYNONYMS[type] ?? type;

/**
 * The type of a file: as it was announced and as its first bytes have it put together.
 *
 * @param found in the first bytes; null when they are of no type that has a signature
 * @param isText whether the first bytes are text
 * @param hasSignature whether files of a type begin with a signature: then one that does not is of another type
 * @returns null when the file is not what was announced
 */
export function settleType(
  declared: string,
  found: string | null,
  { isText, hasSignature }: { isText: boolean; hasSignature: (type: string) => boolean },
): string | null {
  const announced = known(declared);
  if (found === null) {
    if (isText && (announced.startsWith('text/') || !hasSignature(announced))) return announced;
    return announced === UNKNOWN_TYPE || !hasSignature(announced) ? UNKNOWN_TYPE : null;
  }
  const real = known(found);
  if (announced === UNKNOWN_TYPE || announced === real) return real;
  // Which of the two it is depends on what is in it, not on how it begins.
  if (isSoundOrFilm(announced) && isSoundOrFilm(real)) return real;
  return CONTAINERS[real]?.test(announced) ? announced : null;
}

/** What a browser may show: it runs nothing. */
const SHOWN = /^(image\/(png|jpeg|webp|gif|avif|bmp)|(audio|video)\/[^/]+|text\/plain|application\/(pdf|ogg))$/;

/** Whether a browser may show a file of this type instead of saving it. */
export function mayBeShown(type: string): boolean {
  return SHOWN.test(type);
}
