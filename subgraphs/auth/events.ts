import { randomUUID } from 'node:crypto';
import type { EventRecord } from '#platform/event-log/event-log.ts';
import type { EventPayload } from '#schema/events/contracts.ts';
import type { Account } from './store/store.ts';

/** Auth emits `user.created` and consumes nothing. */
export function userCreated(account: Account): EventRecord {
  const payload: EventPayload<'user.created'> = { userId: account.id };
  return { id: randomUUID(), topic: 'user.created', key: account.id, payload, occurredAt: account.createdAt };
}
