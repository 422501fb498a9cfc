import type { OutgoingMessage } from './send-queue.ts';

/** Where messages wait for a page that is loaded anew. */
export interface UnsentStore {
  /** What was written last, in the order in which the person wrote it. */
  read(): readonly OutgoingMessage[];
  /** Takes the place of what was there. Never throws: a message that cannot be kept is still on its way. */
  write(messages: readonly OutgoingMessage[]): void;
}

/** At most so much is kept, in UTF-16 units. A browser gives an origin about five million, and files are not among it. */
const MOST_TEXT = 500_000;
/** The server knows the key of a message for a day; after that a second try would be a second message. */
const KEY_IS_KNOWN_MS = 23 * 3_600_000;
const TOO_OLD = 'It has waited for a day. Look whether it has arrived.';

/**
 * Keeps an account's unsent messages with the tab: another tab sends its own, and a closed one takes them with it.
 *
 * @param options.storage the tab's `sessionStorage`
 * @param options.mostText how much is kept, in UTF-16 units: of more than that, what was written first
 */
export function tabUnsentStore(options: {
  viewerId: string;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  now: () => number;
  mostText?: number;
}): UnsentStore {
  const { storage, now, mostText = MOST_TEXT } = options;
  const key = `lynk.unsent.${options.viewerId}`;
  return {
    read() {
      const isOld = ({ createdAt }: OutgoingMessage) => now() - createdAt > KEY_IS_KNOWN_MS;
      return parse(storage.getItem(key)).map((message) =>
        isOld(message) ? { ...message, state: 'failed', problem: TOO_OLD } : message,
      );
    },
    write(messages) {
      try {
        const kept = withinBound(messages, mostText);
        if (kept.length > 0) storage.setItem(key, `[${kept.join()}]`);
        else storage.removeItem(key);
      } catch {
        // The storage is full or forbidden. The messages wait in the page, as they would without a store.
      }
    },
  };
}

/** The first ones, in JSON: a hole in the middle would change what somebody has said. */
function withinBound(messages: readonly OutgoingMessage[], mostText: number): readonly string[] {
  const kept: string[] = [];
  let length = 0;
  for (const message of messages) {
    const text = JSON.stringify(message);
    length += text.length;
    if (length > mostText) break;
    kept.push(text);
  }
  return kept;
}

function parse(text: string | null): readonly OutgoingMessage[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(stored) ? stored.filter(isMessage) : [];
  } catch {
    // Whatever stands there is none of ours.
    return [];
  }
}

function isMessage(value: unknown): value is OutgoingMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { clientMessageId, roomId, body, createdAt, state, attachments = [] } = value as Record<string, unknown>;
  return (
    [clientMessageId, roomId, body].every((part) => typeof part === 'string') &&
    typeof createdAt === 'number' &&
    (state === 'sending' || state === 'failed') &&
    Array.isArray(attachments)
  );
}
