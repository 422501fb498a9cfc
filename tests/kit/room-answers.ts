import { randomUUID } from 'node:crypto';
import type { Identity } from '#platform/identity/identity.ts';
import { type MessageLab, roomIdOf } from './message-lab.ts';

const PARTS = 'id body contentType clientMessageId createdAt editedAt deletedAt sender { id } room { id }';
const ERRORS = 'userErrors { code field }';
const REACTIONS = 'reactions { emoji count viewerHasReacted }';
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { ${PARTS} } cursor ${ERRORS} } }`;

/** Operations about one message. */
export const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { message { ${PARTS} } ${ERRORS} } }`;
export const DELETE = `mutation ($input: DeleteMessageInput!) {
  deleteMessage(input: $input) { message { ${PARTS} } ${ERRORS} }
}`;
export const ADD = `mutation ($input: AddReactionInput!) { addReaction(input: $input) { message { ${REACTIONS} } ${ERRORS} } }`;
export const REMOVE = `mutation ($input: RemoveReactionInput!) {
  removeReaction(input: $input) { message { ${REACTIONS} } ${ERRORS} }
}`;
export const MARK = `mutation ($input: MarkReadInput!) {
  markRead(input: $input) { room { unreadCount viewerReadCursor { message { id } movedAt } } ${ERRORS} }
}`;
export const MESSAGE = `query ($id: ID!) { message(id: $id) { ${PARTS} } }`;
/** What a page says of itself. */
export const PAGE = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const ROOM = `query ($rooms: [_Any!]!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {
  _entities(representations: $rooms) { ... on Room {
    messages(first: $first, after: $after, last: $last, before: $before, around: $around) {
      edges { cursor node { id } } nodes { body } ${PAGE} liveCursor
    }
    lastMessage { body }
  } }
}`;

interface MessageAnswer {
  readonly id: string;
  readonly body: string | null;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
}
/** A payload, by the name of its mutation. */
type Payloads<Name extends string> = Record<Name, { message: MessageAnswer; cursor: string; userErrors: unknown[] }>;

/** What a room answers about its messages. */
interface RoomAnswer {
  readonly messages: {
    readonly edges: { cursor: string; node: { id: string } }[];
    readonly nodes: { body: string | null }[];
    readonly pageInfo: {
      hasNextPage: boolean;
      hasPreviousPage: boolean;
      startCursor: string | null;
      endCursor: string | null;
    };
    readonly liveCursor: string;
  } | null;
  readonly lastMessage: { body: string } | null;
}

/** What people ask about a room of a message lab, with the answers as they are. */
export function roomAnswers(lab: () => MessageLab, room: () => string) {
  const trySend = (who: Identity, body: string, input: Record<string, unknown> = {}) =>
    lab().subgraph.ask<Payloads<'sendMessage'>>(
      SEND,
      { input: { roomId: roomIdOf(room()), body, clientMessageId: randomUUID(), ...input } },
      who,
    );
  const history = async (who: Identity, args: Record<string, unknown> = {}) => {
    const rooms = [{ __typename: 'Room', id: roomIdOf(room()) }];
    const answer = await lab().subgraph.ask<{ _entities: [RoomAnswer] | null }>(ROOM, { rooms, ...args }, who);
    return { codes: answer.codes, room: answer.data?._entities?.[0] };
  };
  return {
    trySend,
    history,
    /** Sends a message that must be taken. */
    send: async (who: Identity, body: string, input: Record<string, unknown> = {}) => {
      const { data, errors } = await trySend(who, body, input);
      const payload = data?.sendMessage;
      if (errors.length > 0 || payload?.userErrors.length !== 0) throw new Error(JSON.stringify({ errors, payload }));
      return { ...payload.message, cursor: payload.cursor };
    },
    /** Carries out a mutation. */
    ask: <Name extends string>(query: string, who: Identity, input: Record<string, unknown>) =>
      lab().subgraph.ask<Payloads<Name>>(query, { input }, who),
    /** The bodies of a page of the history. */
    bodies: async (who: Identity, args: Record<string, unknown> = {}) =>
      (await history(who, args)).room?.messages?.nodes.map((node) => node.body),
  };
}
