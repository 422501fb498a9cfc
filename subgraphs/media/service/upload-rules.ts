import { userError } from '#platform/errors/user-error.ts';
import type { UploadPurpose } from '../store/store.ts';
import type { MediaLimits } from './limits.ts';
import { isMediaType, PICTURE_TYPES } from './media-types.ts';
import type { MediaError } from './user-errors.ts';

/** What somebody announces. */
export interface UploadWish {
  readonly purpose: UploadPurpose;
  /** UUID. */
  readonly roomId: string | null;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
}

const NAME_BYTES = 255;
/** Control characters, halves of surrogate pairs, and what separates folders. */
const NOT_IN_NAMES = /[\p{Cc}\p{Surrogate}/\\]/u;
const BLANK = /^[\p{White_Space}.]*$/u;
const SHA256 = /^[0-9a-fA-F]{64}$/;

/** Whether a file of this purpose must be a picture. */
export function isPicture(purpose: UploadPurpose): boolean {
  return purpose === 'PROFILE_PICTURE' || purpose === 'ROOM_PICTURE';
}

/** Everything that is wrong with an announcement, whoever makes it. */
export function uploadFaults(wish: UploadWish, limits: MediaLimits): (MediaError | null)[] {
  return [
    roomFault(wish),
    nameFault(wish.fileName),
    typeFault(wish),
    sizeFault(wish, limits),
    SHA256.test(wish.sha256)
      ? null
      : userError('HASH_INVALID', 'Give the SHA-256 of the file as 64 hexadecimal digits.', 'sha256'),
  ];
}

function roomFault({ purpose, roomId }: UploadWish): MediaError | null {
  if ((purpose === 'PROFILE_PICTURE') === (roomId === null)) return null;
  const message =
    roomId === null ? 'Say which room the file is for.' : 'A profile picture is for no room. Leave `roomId` out.';
  return userError('ROOM_REQUIRED', message, 'roomId');
}

function nameFault(name: string): MediaError | null {
  const isGood = !BLANK.test(name) && !NOT_IN_NAMES.test(name) && Buffer.byteLength(name) <= NAME_BYTES;
  const message = `The name must have 1 to ${NAME_BYTES} bytes without control characters and slashes.`;
  return isGood ? null : userError('FILE_NAME_INVALID', message, 'fileName');
}

function typeFault({ purpose, contentType }: UploadWish): MediaError | null {
  if (isPicture(purpose)) {
    if (PICTURE_TYPES.has(contentType)) return null;
    const message = `A picture must be one of ${[...PICTURE_TYPES].join(', ')}.`;
    return userError('CONTENT_TYPE_NOT_ALLOWED', message, 'contentType');
  }
  if (isMediaType(contentType)) return null;
  const message = 'Give a media type without parameters, such as image/png or application/octet-stream.';
  return userError('CONTENT_TYPE_NOT_ALLOWED', message, 'contentType');
}

function sizeFault({ purpose, size }: UploadWish, limits: MediaLimits): MediaError | null {
  const most = isPicture(purpose) ? limits.pictureBytes : limits.attachmentBytes;
  if (size <= 0) return userError('FILE_EMPTY', 'The file has no bytes.', 'size');
  return size > most ? userError('FILE_TOO_LARGE', `The file may have ${most} bytes at most.`, 'size') : null;
}
