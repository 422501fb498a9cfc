import { createHash } from 'node:crypto';
import { fileTypeFromBuffer, supportedMimeTypes } from 'file-type';
import type { FoundContent, UploadPurpose } from '../store/store.ts';
import { PICTURE_TYPES, settleType, UNKNOWN_TYPE } from './media-types.ts';
import { pictureSize } from './pictures/picture-size.ts';
import { PngWalk } from './pictures/png.ts';
import { isPicture } from './upload-rules.ts';
import { type MediaErrorCode, rejected } from './user-errors.ts';

/** What is kept of a file's beginning while it is read: where a JPEG says its size, after its profiles and previews. */
const HEAD_BYTES = 1_048_576;
/** How much of the beginning must be text for a file to be text. */
const TEXT_SAMPLE_BYTES = 65_536;
const MAX_PIXELS = 50_000_000;
const PNG = 'image/png';

/** What was announced of a file. */
export interface Announced {
  readonly purpose: UploadPurpose;
  readonly declaredType: string;
  /** In lower case. */
  readonly sha256: string;
}

/**
 * Looks into a file's bytes, reading each once, and finds what it is.
 *
 * @throws UserInputRejected HASH_MISMATCH, CONTENT_TYPE_MISMATCH, PICTURE_DAMAGED
 */
export async function inspect(chunks: AsyncIterable<Uint8Array>, announced: Announced): Promise<FoundContent> {
  const hash = createHash('sha256');
  const png = new PngWalk();
  const head: Uint8Array[] = [];
  let headBytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    if (announced.purpose === 'OPAQUE') continue;
    png.take(chunk);
    if (headBytes < HEAD_BYTES) head.push(chunk.subarray(0, HEAD_BYTES - headBytes));
    headBytes += chunk.length;
  }
  if (hash.digest('hex') !== announced.sha256) {
    throw refuse('HASH_MISMATCH', 'Other bytes have arrived than were announced.');
  }
  if (announced.purpose === 'OPAQUE') return { contentType: UNKNOWN_TYPE, width: null, height: null };
  const beginning = Buffer.concat(head);
  const contentType = await typeOf(beginning, headBytes > beginning.length, announced);
  if (!PICTURE_TYPES.has(contentType)) return { contentType, width: null, height: null };
  const size = contentType === PNG ? png.end() : pictureSize(contentType, beginning);
  if (!size) throw refuse('PICTURE_DAMAGED', 'The picture cannot be read.');
  if (size.width * size.height > MAX_PIXELS) {
    throw refuse('PICTURE_DAMAGED', `The picture has more than ${MAX_PIXELS} pixels. Make it smaller.`);
  }
  return { contentType, ...size };
}

async function typeOf(beginning: Buffer, isCut: boolean, { purpose, declaredType }: Announced): Promise<string> {
  const found = await signatureOf(beginning);
  const type = settleType(declaredType, found, {
    isText: isText(beginning, isCut),
    hasSignature: (name) => (supportedMimeTypes as ReadonlySet<string>).has(name),
  });
  if (type !== null && (!isPicture(purpose) || PICTURE_TYPES.has(type))) return type;
  throw refuse('CONTENT_TYPE_MISMATCH', `The file is not of the type ${declaredType}, as it was announced.`);
}

/** The type whose signature the bytes begin with; null when there is none. An animated PNG is a PNG. */
async function signatureOf(beginning: Buffer): Promise<string | null> {
  // What the library cannot read, such as an archive that is cut, is of no known type.
  const found = await fileTypeFromBuffer(beginning).catch(() => undefined);
  return found?.mime === 'image/apng' ? PNG : (found?.mime ?? null);
}

/** Whether bytes are UTF-8 without NUL. A character that the sample cuts in two does not count. */
function isText(beginning: Buffer, isCut: boolean): boolean {
  const sample = beginning.subarray(0, TEXT_SAMPLE_BYTES);
  if (sample.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: isCut || sample.length < beginning.length });
    return true;
  } catch {
    return false;
  }
}

function refuse(code: MediaErrorCode, message: string) {
  return rejected(code, message, 'uploadId');
}
