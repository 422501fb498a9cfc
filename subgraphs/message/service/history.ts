import { badUserInput } from '#platform/errors/errors.ts';
import { decodeMessageId } from '#platform/ids/ids.ts';
import { type PageArguments, parsePage } from '#platform/pagination/connection.ts';
import { decodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import type { HistoryRequest, MessageStore } from '../store/store.ts';

/** Which messages of a room to read. */
export interface HistoryArguments extends PageArguments {
  /** ID of the message in whose middle the page stands. */
  readonly around?: string | null;
}

/** A page of messages, and the room's place from before it was read. */
export type HistoryPage = Awaited<ReturnType<MessageStore['history']>>;

const DEFAULT_SIZE = 20;

/** Reads rooms' messages. Whoever calls it makes sure that the reader may. */
export class History {
  readonly #store: Pick<MessageStore, 'history'>;

  constructor(dependencies: { store: Pick<MessageStore, 'history'> }) {
    this.#store = dependencies.store;
  }

  /**
   * A page of messages, oldest first.
   *
   * @returns null when there is no message to stand around
   * @throws LynkError BAD_USER_INPUT for arguments that do not fit, SERVICE_UNAVAILABLE
   */
  async page(roomId: string, args: HistoryArguments): Promise<HistoryPage | null> {
    const request = toRequest(roomId, args);
    const page = await this.#store.history(roomId, request);
    return 'around' in request && page.rows.length === 0 ? null : page;
  }
}

function toRequest(roomId: string, args: HistoryArguments): HistoryRequest {
  const { first, after, last, before, around } = args;
  const decode = (cursor: string, argument: string) => decodeRoomCursor(cursor, roomId, argument);
  if (around != null) {
    if (after != null || before != null || last != null) {
      throw badUserInput('Give `around` alone or with `first`.', { argument: 'around' });
    }
    const key = decodeMessageId(around, 'around');
    if (key.roomId !== roomId) {
      throw badUserInput('`around` is a message of another room.', { argument: 'around' });
    }
    return { around: key.seq, limit: parsePage({ first: first ?? DEFAULT_SIZE }, decode).limit };
  }
  // Who does not say from which end to count wants the newest, unless the page begins at a cursor.
  const fromNewest = first == null && last == null && after == null;
  return parsePage(fromNewest ? { before: before ?? null, last: DEFAULT_SIZE } : args, decode);
}
