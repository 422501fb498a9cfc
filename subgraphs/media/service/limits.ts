import type { WaitingLimits } from '../store/store.ts';

/** How large and how many files may be. */
export interface MediaLimits {
  /** The largest picture of a person or room, in bytes. */
  readonly pictureBytes: number;
  /** The largest file in a message, in bytes. */
  readonly attachmentBytes: number;
  /** What may wait to be used, of one person. */
  readonly waiting: WaitingLimits;
  /** Files of more bytes than this may be sent in parts. */
  readonly partsAbove: number;
  /** How long the address to send a file to is good, in seconds. */
  readonly uploadSeconds: number;
}
