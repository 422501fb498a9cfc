import { print } from 'graphql';
import { LOGIN, REGISTER } from '../documents/session.ts';
import type { LoginInput, RegisterInput, WebLoginMutation } from '../gql/graphql.ts';
import { GRAPHQL_URL, timedFetch } from './endpoints.ts';
import type { StoredSession } from './token-store.ts';

/** What a form is told: who is signed in now, or what to correct. `field` is null when no single field is at fault. */
export type SignInResult =
  | { readonly session: StoredSession }
  | { readonly problems: readonly { readonly field: string | null; readonly message: string }[] };

type Payload = WebLoginMutation['login'];
interface Answer {
  readonly data?: { readonly login?: Payload; readonly register?: Payload } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Opens a session. Never rejects. */
export function signIn(input: LoginInput): Promise<SignInResult> {
  return ask(print(LOGIN), input);
}

/** Creates an account with its first session. Never rejects. */
export function register(input: RegisterInput): Promise<SignInResult> {
  return ask(print(REGISTER), input);
}

async function ask(query: string, input: LoginInput | RegisterInput): Promise<SignInResult> {
  try {
    const response = await timedFetch(GRAPHQL_URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input } }),
    });
    const { data, errors } = (await response.json()) as Answer;
    const payload = data?.login ?? data?.register;
    if (payload?.viewer && payload.tokens) return { session: { viewerId: payload.viewer.id, tokens: payload.tokens } };
    const problems = payload?.userErrors.map(({ field, message }) => ({ field: field?.at(-1) ?? null, message }));
    if (problems?.length) return { problems };
    const isBusy = errors?.some(({ extensions }) => extensions?.code === 'RATE_LIMITED');
    return problem(
      isBusy ? 'That was too often. Please wait a moment and try again.' : 'Something went wrong. Please try again.',
    );
  } catch {
    return problem('The server cannot be reached. Please check your connection and try again.');
  }
}

function problem(message: string): SignInResult {
  return { problems: [{ field: null, message }] };
}
