import WebSocket from 'ws';
import { LiveClient, Session, type SessionTokens } from '../index.ts';

/** What an example is given: the address of `/graphql`, who uses it, and what to say. */
export interface ExampleOptions {
  readonly url: string;
  /** E-mail address or username. */
  readonly identifier: string;
  readonly password: string;
  readonly body: string;
}

const LOGIN = `mutation ($input: LoginInput!) {
  login(input: $input) { tokens { accessToken refreshToken } userErrors { message } }
}`;
const WITHIN_MS = 30_000;

interface Answer {
  readonly data?: {
    readonly login: {
      readonly tokens: SessionTokens | null;
      readonly userErrors: { readonly message: string }[];
    } | null;
  } | null;
  readonly errors?: readonly { readonly message: string }[];
}

/**
 * Signs in and makes what both libraries need: a session that keeps the tokens fresh, and the live client for streams.
 *
 * @throws Error with the server's sentence when it refuses
 */
export async function signIn({ url, identifier, password }: ExampleOptions) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: LOGIN, variables: { input: { identifier, password } } }),
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  const { data, errors } = (await response.json()) as Answer;
  const tokens = data?.login?.tokens;
  if (!tokens)
    throw new Error([...(data?.login?.userErrors ?? []), ...(errors ?? [])].map((one) => one.message).join(' '));
  const session = new Session({ url, tokens });
  const live = new LiveClient({
    url: url.replace(/^http/, 'ws'),
    accessToken: (refused) => session.token(refused),
    // Browsers and Node 22 have their own.
    webSocket: WebSocket,
  });
  return { session, live };
}
