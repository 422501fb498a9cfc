import type { BlobStore, PartAddress, UploadAddress } from '#platform/blob-store/blob-store.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { forbidden, notFound } from '#platform/errors/errors.ts';
import { rejectIfAny } from '#platform/errors/user-error.ts';
import { newUuid } from '#platform/ids/ids.ts';
import type { RoomAccess } from '#platform/room-access/room-access.ts';
import type { MediaStore } from '../store/store.ts';
import type { MediaLimits } from './limits.ts';
import { type UploadWish, uploadFaults } from './upload-rules.ts';
import { rejected } from './user-errors.ts';

/** A phone sends as much within a minute; the largest file has 128 of them. */
const PART_BYTES = 16 * 1024 * 1024;

/** An announced file: where to send it, and until when (milliseconds since 1970). */
export interface AnnouncedUpload {
  readonly id: string;
  readonly address: UploadAddress;
  /** The same bytes in parts; null when it is not large enough. */
  readonly parts: readonly PartAddress[] | null;
  readonly expiresAt: number;
}

/** Takes announcements of files. */
export class CreateUpload {
  readonly #dependencies: {
    readonly store: MediaStore;
    readonly blobStore: BlobStore;
    readonly roomAccess: RoomAccess;
    readonly limits: MediaLimits;
    readonly clock: Clock;
  };

  constructor(dependencies: {
    store: MediaStore;
    blobStore: BlobStore;
    roomAccess: RoomAccess;
    limits: MediaLimits;
    clock: Clock;
  }) {
    this.#dependencies = dependencies;
  }

  /**
   * Announces a file of a person.
   *
   * @throws UserInputRejected with every fault of the announcement; ROOM_IS_DIRECT, TOO_MANY_UPLOADS
   * @throws LynkError NOT_FOUND when the room is not the person's, FORBIDDEN when it may not change the room's picture
   */
  async create(ownerId: string, wish: UploadWish): Promise<AnnouncedUpload> {
    const { store, blobStore, limits, clock } = this.#dependencies;
    rejectIfAny(uploadFaults(wish, limits));
    if (wish.roomId !== null) await this.#checkRight(ownerId, wish.roomId, wish.purpose === 'ROOM_PICTURE');
    const now = clock.now();
    const { contentType: declaredType, ...announced } = wish;
    const file = {
      ...announced,
      declaredType,
      sha256: wish.sha256.toLowerCase(),
      id: newUuid(now),
      ownerId,
      createdAt: now,
      expiresAt: now + limits.uploadSeconds * 1000,
    };
    if (!(await store.add(file, limits.waiting))) {
      const { files, bytes } = limits.waiting;
      throw rejected(
        'TOO_MANY_UPLOADS',
        `No more than ${files} files and ${bytes} bytes of yours may wait to be used.`,
      );
    }
    const { id, size, expiresAt } = file;
    const expected = { size, contentType: declaredType };
    const isLarge = size > limits.partsAbove;
    return {
      id,
      address: await blobStore.uploadAddress(id, expected, expiresAt),
      parts: isLarge ? await blobStore.partAddresses(id, expected, PART_BYTES, expiresAt) : null,
      expiresAt,
    };
  }

  async #checkRight(userId: string, roomId: string, isRoomPicture: boolean): Promise<void> {
    const [access] = await this.#dependencies.roomAccess.check([{ roomId, userId }]);
    if (!access?.room || !access.membership) throw notFound('There is no such room, or you are not a member of it.');
    if (!isRoomPicture) return;
    if (access.room.kind === 'DIRECT') {
      throw rejected('ROOM_IS_DIRECT', 'A room of two has no picture of its own.', 'roomId');
    }
    if (access.membership.role === 'MEMBER') throw forbidden();
  }
}
