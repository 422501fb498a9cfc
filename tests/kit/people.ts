import { randomBytes, randomUUID } from 'node:crypto';
import type { RegisterInput, RoomVisibility } from '#client/gql/graphql.ts';
import { Client, UnexpectedAnswer } from './client.ts';
import { REGISTER } from './operations/auth.ts';
import { HISTORY, SEND_MESSAGE } from './operations/message.ts';
import { ADD_MEMBER, CREATE_ROOM } from './operations/room.ts';

/** Somebody who has registered. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Asks as this person. */
  readonly client: Client;
}

/** The input of a registration that nothing is wrong with, unlike any other. */
export function newcomer(name = 'Ann'): RegisterInput & { displayName: string } {
  const tag = randomBytes(5).toString('hex');
  const username = `${name.toLowerCase().replace(/[^a-z]/g, '')}${tag}`;
  return {
    email: `${username}@example.org`,
    username,
    password: `correct horse ${tag.slice(0, 4)}`,
    displayName: name,
  };
}

/** Where somebody registers: the GraphQL endpoint, or a Lynk, which has one or several. */
export type Endpoint = string | { readonly url: string };

/** Registers somebody. @param name what others read */
export async function register(endpoint: Endpoint, name = 'Ann'): Promise<Person> {
  const input = newcomer(name);
  const client = new Client(typeof endpoint === 'string' ? endpoint : endpoint.url);
  const { register: payload } = await client.get(REGISTER, { input });
  if (!payload?.viewer || !payload.tokens) throw new UnexpectedAnswer(JSON.stringify(payload));
  const { accessToken, refreshToken } = payload.tokens;
  return { ...input, id: payload.viewer.id, accessToken, refreshToken, client: client.as(accessToken) };
}

/** Registers several people, one name each. Of a Lynk with several gateways each of them uses another one. */
export async function registerAll<const Names extends readonly string[]>(
  endpoint: Endpoint,
  ...names: Names
): Promise<{ -readonly [Index in keyof Names]: Person }> {
  const people = await Promise.all(names.map((name) => register(endpoint, name)));
  return people as { -readonly [Index in keyof Names]: Person };
}

/** Makes a GROUP room and puts people into it. @returns the room's ID */
export async function makeRoom(
  owner: Person,
  members: readonly Person[] = [],
  options: { name?: string; visibility?: RoomVisibility } = {},
): Promise<string> {
  const { name = 'A room', visibility = 'PRIVATE' } = options;
  const { createRoom } = await owner.client.get(CREATE_ROOM, { input: { name, visibility } });
  const roomId = createRoom?.room?.id;
  if (!roomId) throw new UnexpectedAnswer(JSON.stringify(createRoom));
  for (const member of members) {
    const { addMember } = await owner.client.get(ADD_MEMBER, { input: { roomId, userId: member.id } });
    if (!addMember?.membership) throw new UnexpectedAnswer(JSON.stringify(addMember));
  }
  return roomId;
}

/** Sends a message that must be taken. @returns the message and its cursor */
export async function send(person: Person, roomId: string, body: string, clientMessageId: string = randomUUID()) {
  const { sendMessage } = await person.client.get(SEND_MESSAGE, { input: { roomId, body, clientMessageId } });
  if (!sendMessage?.message || !sendMessage.cursor) throw new UnexpectedAnswer(JSON.stringify(sendMessage));
  return { ...sendMessage.message, cursor: sendMessage.cursor };
}

const PAGE = 100;

/** Reads a room's whole history, oldest first, page by page. */
export async function readAll(person: Person, roomId: string) {
  const edges = [];
  for (let after: string | null = null; ; ) {
    const page = await readPage(person, roomId, { first: PAGE, ...(after !== null && { after }) });
    // Without `after` a page of `first` begins with the room's first message.
    edges.push(...page.edges);
    if (!page.pageInfo.hasNextPage || page.pageInfo.endCursor === null) return edges;
    after = page.pageInfo.endCursor ?? null;
  }
}

/** The paging arguments of a history. */
export interface HistoryArguments {
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
  readonly around?: string;
}

/** Reads one page of a room's history. */
export async function readPage(person: Person, roomId: string, page: HistoryArguments = {}) {
  const { room } = await person.client.get(HISTORY, { roomId, ...page });
  if (!room?.messages) throw new UnexpectedAnswer(JSON.stringify(room));
  return room.messages;
}

/** The room's present position. */
export async function liveCursor(person: Person, roomId: string): Promise<string> {
  return (await readPage(person, roomId, { last: 1 })).liveCursor;
}
