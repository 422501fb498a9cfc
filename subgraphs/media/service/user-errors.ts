import { type UserError, UserInputRejected, userError } from '#platform/errors/user-error.ts';

/** What a person can correct, as `UserErrorCode` in the schema lists it. */
export type MediaErrorCode =
  | 'FILE_NAME_INVALID'
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'CONTENT_TYPE_NOT_ALLOWED'
  | 'HASH_INVALID'
  | 'ROOM_REQUIRED'
  | 'ROOM_IS_DIRECT'
  | 'TOO_MANY_UPLOADS'
  | 'UPLOAD_INCOMPLETE'
  | 'UPLOAD_EXPIRED'
  | 'SIZE_MISMATCH'
  | 'HASH_MISMATCH'
  | 'CONTENT_TYPE_MISMATCH'
  | 'PICTURE_DAMAGED';

/** Something that a person can correct about a file. */
export type MediaError = UserError<MediaErrorCode>;

/** An input that is rejected for one reason. `field` is a path below `input`. */
export function rejected(code: MediaErrorCode, message: string, ...field: string[]): UserInputRejected<MediaErrorCode> {
  return new UserInputRejected([userError(code, message, ...field)]);
}
