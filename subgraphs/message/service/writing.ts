import type { Clock } from '#platform/clock/clock.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { type MessageKey, newUuid } from '#platform/ids/ids.ts';
import type { AppendResult, RoomEventBody } from '../store/room-log.ts';
import type { Message, MessageStore } from '../store/store.ts';
import { GrantUnproven, type Missing, messageMissing, type RoomPermissions, type WriteGrant } from './access.ts';
import type { Announcer } from './announce.ts';

/** What the services that write to a room work with. */
export interface WritingDependencies {
  readonly store: MessageStore;
  readonly permissions: RoomPermissions;
  readonly announcer: Announcer;
  readonly clock: Clock;
}

/** What is to be written. */
export interface Writing {
  readonly body: RoomEventBody;
  /** The key that makes it idempotent. */
  readonly clientKey: string;
}

/** Where something was written. */
export type Written = Exclude<AppendResult, { outcome: 'superseded' }>;

/**
 * Writes to a room's log as a person who must be allowed to, and announces it without waiting for that.
 *
 * @param decide says what to write under the grant at hand, or null when there is nothing to write; it may run again
 * @throws as {@link RoomPermissions.whileAllowed}, as `RoomLog.append`, and what `decide` throws
 */
export async function write(
  dependencies: WritingDependencies,
  viewer: UserIdentity,
  roomId: string,
  missing: Missing,
  decide: (grant: WriteGrant) => Writing | null | Promise<Writing | null>,
): Promise<Written | null> {
  const { store, permissions, announcer } = dependencies;
  return permissions.whileAllowed(viewer.userId, roomId, missing, async (grant) => {
    const writing = await decideProven(decide, grant);
    if (!writing) return null;
    const event = {
      ...writing,
      actorId: viewer.userId,
      allowedAtEpoch: grant.epoch,
      topic: grant.kind === 'DIRECT' ? ('conversation.message' as const) : ('room.message' as const),
    };
    const result = await store.log.append(roomId, event);
    if (result.outcome === 'superseded') throw new Error('Only changes of memberships are superseded.');
    // Nothing was appended: whether the person may still know of the first one is another question.
    if (result.outcome === 'duplicate' && !grant.isFresh) throw new GrantUnproven();
    void announcer.appended(roomId, event, result);
    return result;
  });
}

/**
 * A cached grant may be of a role or a membership that the person no longer has. Where something is appended the epoch
 * tells; a refusal, or an answer without an append, must come from a fresh one.
 */
async function decideProven(
  decide: (grant: WriteGrant) => Writing | null | Promise<Writing | null>,
  grant: WriteGrant,
): Promise<Writing | null> {
  if (grant.isFresh) return decide(grant);
  const writing = await (async () => decide(grant))().catch(() => null);
  if (!writing) throw new GrantUnproven();
  return writing;
}

/**
 * The same for something that is done to a message that stands there already.
 *
 * @returns the message as it is afterwards
 * @throws LynkError NOT_FOUND when there is no such message, or it is not for this person
 */
export async function writeAbout(
  dependencies: WritingDependencies,
  viewer: UserIdentity,
  key: MessageKey,
  decide: (message: Message, grant: WriteGrant) => RoomEventBody | null | Promise<RoomEventBody | null>,
): Promise<Message> {
  const clientKey = newUuid(dependencies.clock.now());
  const find = async () => {
    const [message] = await dependencies.store.messages([key]);
    if (!message) throw messageMissing();
    return message;
  };
  await write(dependencies, viewer, key.roomId, messageMissing, async (grant) => {
    const body = await decide(await find(), grant);
    return body && { body, clientKey };
  });
  return find();
}
