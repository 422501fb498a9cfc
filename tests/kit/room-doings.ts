import { randomUUID } from 'node:crypto';
import type { Identity } from '#platform/identity/identity.ts';
import { cursorOf, type MessageLab, roomIdOf } from './message-lab.ts';
import { placeOf } from './place.ts';
import type { PulledSubscription } from './pulled-subscription.ts';

const EVENT = `__typename
  ... on MessageSent { message { body deletedAt } } ... on MessageEdited { message { body } }
  ... on MessageDeleted { message { body } } ... on ReactionAdded { emoji message { body reactions { emoji count } } }
  ... on MemberLeft { user { id } } ... on MemberJoined { user { id } }
  ... on TypingChanged { user { id } isTyping } ... on PresenceChanged { user { id } status }`;
const ITEM = `cursor actorId revokedUserIds event { ${EVENT} }`;
const WATCH = `subscription ($roomId: ID!, $after: String) { roomEvents(roomId: $roomId, after: $after) { ${ITEM} } }`;
const SINCE = `query ($roomId: ID!, $after: String) { roomEventsSince(roomId: $roomId, after: $after) {
  items { ${ITEM} } head hiddenActorIds silentActorIds
} }`;
const mutation = (name: string, answer = 'message { id }') => {
  const input = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${input}!) { ${name}(input: $input) { ${answer} userErrors { code } } }`;
};

/** An item of a room's stream, with what gateways see of it. */
export interface RoomItem {
  readonly cursor: string | null;
  readonly actorId: string | null;
  readonly revokedUserIds: readonly string[];
  readonly event: ({ readonly __typename: string } & Record<string, unknown>) | null;
}
/** A subscription to a room's stream. */
export type Watch = PulledSubscription<{ roomEvents: RoomItem }>;
/** A page of `roomEventsSince`. */
export interface ReplayPage {
  readonly items: readonly RoomItem[];
  readonly head: string;
  readonly hiddenActorIds: readonly string[];
  readonly silentActorIds: readonly string[];
}

/** What people do in a room of a message lab, and how they watch it. Every doing must succeed. */
export function roomDoings(lab: () => MessageLab, room: () => string) {
  async function ask(query: string, who: Identity, input: Record<string, unknown>): Promise<string> {
    type Payload = { message?: { id: string }; userErrors: { code: string }[] };
    const { data, errors } = await lab().subgraph.ask<Record<string, Payload>>(query, { input }, who);
    const payload = Object.values(data ?? {})[0];
    if (errors.length > 0 || payload?.userErrors.length !== 0) throw new Error(JSON.stringify({ errors, payload }));
    return payload.message?.id ?? '';
  }
  const watch = (who: Identity, after: string | null = null): Watch =>
    lab().watch(WATCH, { roomId: roomIdOf(room()), after }, who);
  return {
    watch,
    /** A watch that has begun: what happens from now on reaches it. Something must stand after `seq`, or be shown. */
    watchFrom: async (who: Identity, seq: number): Promise<Watch> => {
      const watching = watch(who, cursorOf(room(), seq));
      await watching.until('what is there', (items) => items.some((item) => item.roomEvents.cursor !== null));
      return watching;
    },
    since: async (who: Identity, after: string | null) => {
      const variables = { roomId: roomIdOf(room()), after };
      const { data, codes } = await lab().subgraph.ask<{ roomEventsSince: ReplayPage | null }>(SINCE, variables, who);
      return { codes, page: data?.roomEventsSince };
    },
    /** Sends a message. @returns its ID */
    send: (who: Identity, body: string) =>
      ask(mutation('sendMessage'), who, { roomId: roomIdOf(room()), body, clientMessageId: randomUUID() }),
    edit: (who: Identity, messageId: string, body: string) => ask(mutation('editMessage'), who, { messageId, body }),
    remove: (who: Identity, messageId: string) => ask(mutation('deleteMessage'), who, { messageId }),
    react: (who: Identity, messageId: string, emoji: string) => ask(mutation('addReaction'), who, { messageId, emoji }),
    type: (who: Identity) =>
      ask(mutation('setTyping', 'room { id }'), who, { roomId: roomIdOf(room()), isTyping: true }),
  };
}

/** What has come. */
export const itemsOf = (watching: Watch) => watching.items.map((item) => item.roomEvents);
/** What has come and has a place. */
export const placed = (watching: Watch) => itemsOf(watching).filter((item) => item.cursor !== null);
/** The places of what has come. */
export const placesOf = (watching: Watch) => placed(watching).map((item) => placeOf(item.cursor ?? ''));
/** The types of the events that have come. */
export const kindsOf = (watching: Watch) => itemsOf(watching).map((item) => item.event?.__typename ?? null);
/** The bodies of the messages that have come. */
export const bodiesOf = (watching: Watch) =>
  placed(watching)
    .filter((item) => item.event?.__typename === 'MessageSent')
    .map((item) => (item.event?.['message'] as { body: string | null } | undefined)?.body);
/** The whole numbers from `first` to `last`. */
export const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n);
/** Waits for the item at a place. */
export const untilPlace = (watching: Watch, seq: number) =>
  watching.until(`place ${seq}`, () => placesOf(watching).at(-1) === seq);
