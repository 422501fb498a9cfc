import type { LiveOperation, LiveResult } from './live-socket.ts';
import type { TestGateway } from './test-gateway.ts';
import type { TestRoom } from './test-room.ts';

/** A subscription that shares its executions, with aliases wherever there can be one. */
export const BODIES = /* GraphQL */ `
  subscription Bodies($room: ID!, $after: String) {
    item: roomEvents(roomId: $room, after: $after) {
      at: cursor
      what: event {
        kind: __typename
        ... on MessageSent { message { text: body author: sender { displayName } } }
        ... on TypingChanged { isTyping }
      }
    }
  }
`;

/** As {@link BODIES}, with a field of another subgraph that depends on who asks. */
export const FRIENDS = BODIES.replace('displayName', 'displayName isFriend');

/** What {@link BODIES} gives for one item. */
interface Item {
  readonly at: string | null;
  readonly what: {
    readonly kind: string;
    readonly message?: { readonly text: string; readonly author: unknown };
  } | null;
}

const itemOf = ({ data }: LiveResult) => (data as { item: Item } | null)?.item ?? null;

/** The texts of messages; for other events their types, for hidden ones null. */
export function texts(results: readonly LiveResult[]): (string | null)[] {
  return results.map(itemOf).map((item) => item?.what?.message?.text ?? item?.what?.kind ?? null);
}

/** The cursors. */
export function cursors(results: readonly LiveResult[]): (string | null)[] {
  return results.map(itemOf).map((item) => item?.at ?? null);
}

/** Somebody begins to watch a room, over a socket of its own. */
export async function watch(
  gateway: TestGateway,
  room: TestRoom,
  person: string,
  options: { query?: string; after?: string | null } = {},
): Promise<LiveOperation> {
  const socket = await gateway.connect(person);
  return socket.subscribe(options.query ?? BODIES, { room: room.publicId, after: options.after ?? null });
}
