/** What a file is for. */
export type UploadPurpose = 'MESSAGE_ATTACHMENT' | 'OPAQUE' | 'PROFILE_PICTURE' | 'ROOM_PICTURE';

/** What was announced of a file. IDs are UUIDs, moments milliseconds since 1970. */
export interface NewFile {
  /** The key of its blob, too. */
  readonly id: string;
  readonly ownerId: string;
  readonly purpose: UploadPurpose;
  /** Null for a profile picture. */
  readonly roomId: string | null;
  readonly fileName: string;
  /** The media type as the uploader knows it. */
  readonly declaredType: string;
  readonly size: number;
  /** In lower case. */
  readonly sha256: string;
  readonly createdAt: number;
  /** When the address to send the bytes to stops being good. */
  readonly expiresAt: number;
}

/** What was found in the bytes. */
export interface FoundContent {
  readonly contentType: string;
  /** In pixels; null for what is no picture. */
  readonly width: number | null;
  readonly height: number | null;
}

/** A file as it stands. */
export interface MediaFile extends NewFile {
  /** Null while the upload is not complete. */
  readonly content: FoundContent | null;
  /** What uses it; null while nothing does. */
  readonly holder: string | null;
}

/** How many files of a person, and bytes of them, may wait to be used. */
export interface WaitingLimits {
  readonly files: number;
  readonly bytes: number;
}

/** A wish to use files. */
export interface FileClaim {
  readonly holder: string;
  readonly ownerId: string;
  readonly purposes: readonly UploadPurpose[];
  readonly roomId: string | null;
  readonly ids: readonly string[];
  /** Whether the holder may claim again what was confirmed already. */
  readonly mayRepeatConfirmed: boolean;
}

/** What the media subgraph keeps. A discarded file is not there for any call but those that say so. */
export interface MediaStore {
  /**
   * Adds what was announced, unless too much of its owner waits to be used already. Announcements of one owner wait for
   * each other.
   */
  add(file: NewFile, limits: WaitingLimits): Promise<boolean>;

  /** Files by ID, in no order; the ones that are not there are left out. */
  files(ids: readonly string[]): Promise<readonly MediaFile[]>;

  /** Notes what was found in a file's bytes, the first time. @returns the file as it is now; null when it is not there */
  complete(id: string, content: FoundContent, now: number): Promise<MediaFile | null>;

  /**
   * Gives files to a holder: all or none. Those that it has already stay with it.
   *
   * @returns false when one is not there, not complete, does not fit, or has another holder
   */
  claim(claim: FileClaim, now: number): Promise<boolean>;

  /** Notes that files are used. The ones that are not there are left out. */
  confirm(ids: readonly string[], now: number): Promise<void>;

  /** Discards files. */
  discard(ids: readonly string[], now: number): Promise<void>;

  /** Discards everything of a person. */
  discardOf(ownerId: string, now: number): Promise<void>;

  /**
   * Discards what was announced before a moment and is not used, and what was claimed before another one and not
   * confirmed.
   */
  discardStale(before: { readonly unused: number; readonly unconfirmed: number }, now: number): Promise<void>;

  /** IDs of discarded files, the first one first. */
  discarded(limit: number): Promise<readonly string[]>;

  /** IDs of a person's discarded files. */
  discardedOf(ownerId: string): Promise<readonly string[]>;

  /** Forgets discarded files; their blobs are deleted already. */
  forget(ids: readonly string[]): Promise<void>;

  /** All files of a person, the oldest first. */
  filesOf(ownerId: string): Promise<readonly MediaFile[]>;
}
