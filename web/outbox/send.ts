import type { ApolloClient } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { SEND_MESSAGE } from '../documents/messages.ts';
import type { Outcome, OutgoingMessage } from './send-queue.ts';

/** Codes after which the same request may go through. */
const PASSING = new Set(['SERVICE_UNAVAILABLE', 'RATE_LIMITED', 'CONFLICT']);

/** Sends a message once over HTTP. */
export async function sendOnce(client: ApolloClient, message: OutgoingMessage): Promise<Outcome> {
  const { roomId, body, clientMessageId, attachments = [] } = message;
  const attachmentIds = attachments.map(({ id }) => id);
  try {
    const { data } = await client.mutate({
      mutation: SEND_MESSAGE,
      variables: { input: { roomId, clientMessageId, attachmentIds, ...(body.trim() && { body }) } },
      fetchPolicy: 'no-cache',
    });
    const [error] = data?.sendMessage?.userErrors ?? [];
    if (error) return { kind: 'refused', problem: error.message };
    return data?.sendMessage?.message ? { kind: 'sent' } : { kind: 'unreachable' };
  } catch (error) {
    if (!CombinedGraphQLErrors.is(error)) return { kind: 'unreachable' };
    const [first] = error.errors;
    const { code, retryAfterMs } = (first?.extensions ?? {}) as { code?: string; retryAfterMs?: number };
    if (PASSING.has(code ?? '')) return { kind: 'unreachable', ...(retryAfterMs && { waitMs: retryAfterMs }) };
    return { kind: 'refused', problem: first?.message ?? 'The server refused it.' };
  }
}
