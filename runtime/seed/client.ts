import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { DemoPerson, DemoRoom } from './demo.ts';

/** A demo person who has signed in. */
export interface SignedIn {
  readonly accessToken: string;
}

const REQUEST_DEADLINE_MS = 10_000;
const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.object({ code: z.string().optional(), retryAfterMs: z.number().optional() }).optional(),
      }),
    )
    .optional(),
});
const session = z.object({
  tokens: z.object({ accessToken: z.string() }).nullable(),
  userErrors: z.array(z.object({ code: z.string(), message: z.string() })),
});
const rooms = z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string().nullable() })) });
const createdRoom = z.object({ room: z.object({ id: z.string() }) });

/** Speaks to a running Lynk as a client would. */
export class SeedClient {
  constructor(readonly url: string) {}

  /** @throws Error with what to do, when nothing answers */
  async waitUntilReady(): Promise<void> {
    const ready = await fetch(new URL('/readyz', this.url), { signal: AbortSignal.timeout(REQUEST_DEADLINE_MS) }).catch(
      () => null,
    );
    if (!ready?.ok)
      throw new Error(`Nothing answers at ${this.url}. Start Lynk with \`npm start\` and run this again.`);
  }

  /** Registers a person, or signs it in when it is there already. */
  async signIn(person: DemoPerson, password: string): Promise<SignedIn> {
    const { username, displayName } = person;
    const registered = session.parse(
      await this.#call(
        null,
        `mutation ($input: RegisterInput!) {
          result: register(input: $input) { tokens { accessToken } userErrors { code message } }
        }`,
        { input: { email: `${username}@example.com`, username, displayName, password } },
      ),
    );
    if (registered.tokens) return registered.tokens;
    const signedIn = session.parse(
      await this.#call(
        null,
        `mutation ($input: LoginInput!) {
          result: login(input: $input) { tokens { accessToken } userErrors { code message } }
        }`,
        { input: { identifier: username, password } },
      ),
    );
    if (signedIn.tokens) return signedIn.tokens;
    throw new Error(`${username} is there already, with another password: ${signedIn.userErrors[0]?.message ?? ''}`);
  }

  /** The ID of a person's public room of that name, which is made when there is none. */
  async findOrCreateRoom(owner: SignedIn, room: DemoRoom): Promise<string> {
    const found = rooms.parse(await this.#call(owner, '{ result: publicRooms(first: 100) { nodes { id name } } }', {}));
    const known = found.nodes.find((each) => each.name === room.name);
    if (known) return known.id;
    const created = await this.#call(
      owner,
      'mutation ($input: CreateRoomInput!) { result: createRoom(input: $input) { room { id } } }',
      { input: { name: room.name, topic: room.topic } },
    );
    return createdRoom.parse(created).room.id;
  }

  /** Makes a person a member. */
  async join(member: SignedIn, roomId: string): Promise<void> {
    await this.#call(
      member,
      'mutation ($input: JoinRoomInput!) { result: joinRoom(input: $input) { userErrors { code } } }',
      {
        input: { roomId },
      },
    );
  }

  /** Sends a message, once for a key. */
  async send(author: SignedIn, roomId: string, body: string, clientMessageId: string): Promise<void> {
    await this.#call(
      author,
      'mutation ($input: SendMessageInput!) { result: sendMessage(input: $input) { userErrors { code } } }',
      { input: { roomId, body, clientMessageId } },
    );
  }

  /** The field `result` of an operation's data; waits as long as a rate limit says. */
  async #call(as: SignedIn | null, query: string, variables: Record<string, unknown>): Promise<unknown> {
    for (;;) {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(as && { authorization: `Bearer ${as.accessToken}` }) },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(REQUEST_DEADLINE_MS),
      });
      const { data, errors } = answer.parse(await response.json());
      const error = errors?.[0];
      if (!error) return data?.['result'];
      if (error.extensions?.code !== 'RATE_LIMITED') throw new Error(error.message);
      await sleep(error.extensions.retryAfterMs ?? 1_000);
    }
  }
}
