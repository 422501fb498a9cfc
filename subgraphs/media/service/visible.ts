import type { Identity } from '#platform/identity/identity.ts';
import type { Access, RoomAccess } from '#platform/room-access/room-access.ts';
import type { FoundContent, MediaFile, MediaStore } from '../store/store.ts';

/** How many files are asked for at once. */
export const MAX_FILES = 500;

/** A file that is complete. */
export type CompleteFile = MediaFile & { readonly content: FoundContent };

/** Nobody's UUID, for questions about a room that nobody in particular asks. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Who may see which files. */
export class VisibleFiles {
  readonly #store: Pick<MediaStore, 'files'>;
  readonly #roomAccess: RoomAccess;

  constructor(dependencies: { store: Pick<MediaStore, 'files'>; roomAccess: RoomAccess }) {
    this.#store = dependencies.store;
    this.#roomAccess = dependencies.roomAccess;
  }

  /**
   * Files in the order of their IDs; null for one that is not there, not complete, or not for whoever asks. A file that
   * nothing uses is its owner's alone; a profile picture is for everybody who has signed in; what is used in a room is for
   * its members, and for the audience that stands for them; a picture of a public room is for everybody who has signed in.
   *
   * @param ids UUIDs, at most {@link MAX_FILES}
   */
  async find(identity: Identity, ids: readonly string[]): Promise<readonly (CompleteFile | null)[]> {
    if (identity.kind !== 'user' && identity.kind !== 'audience') return ids.map(() => null);
    const found = new Map((await this.#store.files([...new Set(ids)])).map((file) => [file.id, file]));
    const files = ids.map((id) => found.get(id)).map((file) => (file && isComplete(file) ? file : null));
    const accesses = await this.#accesses(identity, files);
    return files.map((file) => (file && maySee(identity, file, accesses) ? file : null));
  }

  /** Room → how whoever asks stands in it, asked after the files were read. */
  async #accesses(identity: Identity, files: readonly (CompleteFile | null)[]): Promise<ReadonlyMap<string, Access>> {
    const userId = identity.kind === 'user' ? identity.userId : NOBODY;
    const inRooms = files.flatMap((file) => (file?.holder != null && file.roomId !== null ? [file.roomId] : []));
    const roomIds = [...new Set(inRooms)];
    if (roomIds.length === 0) return new Map();
    const accesses = await this.#roomAccess.check(roomIds.map((roomId) => ({ roomId, userId })));
    return new Map(accesses.map((access, index) => [roomIds[index] ?? '', access]));
  }
}

/** Whether what was announced has arrived. */
export function isComplete(file: MediaFile): file is CompleteFile {
  return file.content !== null;
}

function maySee(identity: Identity, file: CompleteFile, accesses: ReadonlyMap<string, Access>): boolean {
  if (file.holder === null) return identity.kind === 'user' && identity.userId === file.ownerId;
  if (file.roomId === null) return true;
  if (identity.kind === 'audience' && identity.roomId === file.roomId) return true;
  const access = accesses.get(file.roomId);
  if (access?.membership) return true;
  return file.purpose === 'ROOM_PICTURE' && access?.room?.visibility === 'PUBLIC';
}
