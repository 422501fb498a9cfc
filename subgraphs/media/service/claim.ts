import type { AttachmentClaim, Attachments, AttachmentUse } from '#platform/attachments/attachments.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { MediaStore, UploadPurpose } from '../store/store.ts';

/** Use → what a file must have been uploaded for. */
const PURPOSES: Readonly<Record<AttachmentUse, readonly UploadPurpose[]>> = {
  MESSAGE: ['MESSAGE_ATTACHMENT', 'OPAQUE'],
  PROFILE_PICTURE: ['PROFILE_PICTURE'],
  ROOM_PICTURE: ['ROOM_PICTURE'],
};

/** Gives files to those that use them. */
export class Claims implements Attachments {
  readonly #store: Pick<MediaStore, 'claim'>;
  readonly #clock: Clock;

  constructor(dependencies: { store: Pick<MediaStore, 'claim'>; clock: Clock }) {
    this.#store = dependencies.store;
    this.#clock = dependencies.clock;
  }

  async claim({ use, holder, ownerId, roomId, ids }: AttachmentClaim): Promise<boolean> {
    // A message that is sent again has its files already. A picture that was confirmed has been replaced since.
    const mayRepeatConfirmed = use === 'MESSAGE';
    const claim = { holder, ownerId, roomId, ids, purposes: PURPOSES[use], mayRepeatConfirmed };
    return this.#store.claim(claim, this.#clock.now());
  }
}
