import { badUserInput } from '#platform/errors/errors.ts';
import { decodeBase64Url, formatUuid, uuidBytes } from '#platform/ids/ids.ts';
import { type Page, type PageArguments, parsePage } from '#platform/pagination/connection.ts';
import type { MessageStore, ViewerRoom, ViewerRoomKey } from '../store/store.ts';

/** A cursor in a person's list of rooms: a version, the ID of the room's newest event in 64 bits, the room. */
const VERSION = 1;
const LENGTH = 1 + 8 + 16;

/** A person's list of rooms. */
export class ViewerRooms {
  readonly #store: Pick<MessageStore, 'viewerRooms'>;

  constructor(dependencies: { store: Pick<MessageStore, 'viewerRooms'> }) {
    this.#store = dependencies.store;
  }

  /** A page of it, the room with the newest event first. @throws LynkError BAD_USER_INPUT, SERVICE_UNAVAILABLE */
  page(userId: string, page: PageArguments): Promise<Page<ViewerRoom>> {
    return this.#store.viewerRooms(userId, parsePage(page, decodeViewerRoomCursor));
  }
}

/** Writes a cursor. */
export function encodeViewerRoomCursor({ roomId, lastActivityId }: ViewerRoomKey): string {
  const bytes = Buffer.alloc(LENGTH);
  bytes.writeUInt8(VERSION, 0);
  bytes.writeBigUInt64BE(BigInt(lastActivityId), 1);
  uuidBytes(roomId).copy(bytes, 9);
  return bytes.toString('base64url');
}

/** Reads a cursor. @throws LynkError BAD_USER_INPUT */
function decodeViewerRoomCursor(cursor: string, argument: string): ViewerRoomKey {
  const bytes = decodeBase64Url(cursor, LENGTH);
  const lastActivityId = Number(bytes?.readBigUInt64BE(1));
  if (bytes?.[0] !== VERSION || !Number.isSafeInteger(lastActivityId)) {
    throw badUserInput(`\`${argument}\` is not a cursor of your rooms. Use a cursor that the API returned.`, {
      argument,
    });
  }
  return { roomId: formatUuid(bytes.subarray(9)), lastActivityId };
}
