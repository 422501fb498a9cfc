import { print } from 'graphql';
import type { SessionTokens } from '#client/index.ts';
import { LOGOUT } from '../documents/session.ts';
import { GRAPHQL_URL, timedFetch } from './endpoints.ts';

/** Tells the server that the session is over. Not by the workspace's client, which is closed meanwhile. Never rejects. */
export async function endSession(tokens: SessionTokens): Promise<void> {
  await timedFetch(GRAPHQL_URL, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.accessToken}` },
    body: JSON.stringify({ query: print(LOGOUT) }),
    // Unheard, the session ends by itself when nobody refreshes it.
  }).catch(() => undefined);
}
