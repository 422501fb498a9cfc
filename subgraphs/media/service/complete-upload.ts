import { Turns } from '#platform/background/turns.ts';
import type { BlobStore } from '#platform/blob-store/blob-store.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { notFound, serviceUnavailable } from '#platform/errors/errors.ts';
import { UserInputRejected } from '#platform/errors/user-error.ts';
import { roomPictureTicket } from '#platform/tickets/room-picture.ts';
import type { Tickets } from '#platform/tickets/tickets.ts';
import type { FoundContent, MediaFile, MediaStore } from '../store/store.ts';
import { inspect } from './inspect.ts';
import { rejected } from './user-errors.ts';
import { type CompleteFile, isComplete } from './visible.ts';

/** How long the ticket for a room's picture is good, in milliseconds. */
const TICKET_MS = 600_000;
/** How many files are looked into at once, and how many may wait for it: each may keep a core and the disk busy. */
const TURNS = { atOnce: 4, waiting: 200, refusal: 'Too many files are checked at this moment. Try again.' };

/** A file that has arrived, and the ticket for a room's picture. */
export interface CompletedUpload {
  readonly file: CompleteFile;
  readonly ticket: string | null;
}

/** What completing needs. */
export interface CompleteUploadDependencies {
  readonly store: MediaStore;
  readonly blobStore: BlobStore;
  readonly tickets: Tickets;
  readonly clock: Clock;
  /** Called when something was discarded. */
  readonly onDiscarded: () => void;
}

/** Makes attachments of what has arrived. */
export class CompleteUpload {
  readonly #dependencies: CompleteUploadDependencies;
  readonly #turns = new Turns(TURNS);

  constructor(dependencies: CompleteUploadDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Completes an upload of a person; again, it answers the same. What is not as announced is deleted, since its address is
   * used up.
   *
   * @throws LynkError NOT_FOUND when the person has no such upload
   * @throws UserInputRejected UPLOAD_INCOMPLETE, UPLOAD_EXPIRED, SIZE_MISMATCH, HASH_MISMATCH, CONTENT_TYPE_MISMATCH,
   *   PICTURE_DAMAGED
   */
  async complete(ownerId: string, id: string): Promise<CompletedUpload> {
    const { store } = this.#dependencies;
    const [announced] = await store.files([id]);
    if (announced?.ownerId !== ownerId) throw uploadMissing();
    const file = isComplete(announced) ? announced : await this.#turns.take(() => this.#check(announced));
    return { file, ticket: await this.#ticket(file) };
  }

  async #check(announced: MediaFile): Promise<CompleteFile> {
    const { store, clock, onDiscarded } = this.#dependencies;
    let content: FoundContent;
    try {
      content = await this.#look(announced);
    } catch (error) {
      if (error instanceof UserInputRejected && !isStillOpen(error)) {
        await store.discard([announced.id], clock.now());
        onDiscarded();
      }
      throw error;
    }
    const file = await store.complete(announced.id, content, clock.now());
    if (!file || !isComplete(file)) throw uploadMissing();
    return file;
  }

  async #look(announced: MediaFile): Promise<FoundContent> {
    const { blobStore, clock } = this.#dependencies;
    const { id, expiresAt, size } = announced;
    const arrived = await this.#arrived(id, size);
    if (arrived === null) {
      if (expiresAt <= clock.now()) {
        throw rejected('UPLOAD_EXPIRED', 'The file was not sent in time. Announce it anew.', 'uploadId');
      }
      throw rejected('UPLOAD_INCOMPLETE', 'The file has not arrived as a whole. Send it, then complete.', 'uploadId');
    }
    if (arrived !== size) {
      throw rejected('SIZE_MISMATCH', `The file has ${arrived} bytes and was announced with ${size}.`, 'uploadId');
    }
    const bytes = await blobStore.read(id);
    if (!bytes) throw serviceUnavailable('The file cannot be read at the moment. Try again.');
    return inspect(bytes, announced);
  }

  /** How many bytes are there: in one piece, or made so of parts. */
  async #arrived(id: string, size: number): Promise<number | null> {
    const { blobStore } = this.#dependencies;
    const whole = await blobStore.size(id);
    if (whole !== null) return whole;
    await blobStore.assemble(id, size);
    return blobStore.size(id);
  }

  async #ticket({ purpose, holder, ownerId, roomId, id }: CompleteFile): Promise<string | null> {
    if (purpose !== 'ROOM_PICTURE' || roomId === null || holder !== null) return null;
    const { tickets } = this.#dependencies;
    return tickets.issue('room-picture', roomPictureTicket({ userId: ownerId, roomId, pictureId: id }), TICKET_MS);
  }
}

/** Whether the bytes may still come. */
function isStillOpen({ userErrors }: UserInputRejected): boolean {
  return userErrors.some(({ code }) => code === 'UPLOAD_INCOMPLETE');
}

/** One answer for what does not exist and for what is somebody else's. */
function uploadMissing() {
  return notFound('There is no such upload of yours (any more).');
}
