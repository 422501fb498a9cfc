import { z } from 'zod';
import { uuid } from '../grpc/contract.ts';
import type { TimelineChange, TimelineEntry } from './room-timeline.ts';

const role = z.enum(['OWNER', 'MODERATOR', 'MEMBER']);
const version = z.int();
const nothing = z.object({}).nullish();
const memberWithRole = z.object({ userId: uuid, role, version }).nullish();

/** What changed, by the names of the contract: one of them is there (`oneof`). */
const changes = z.object({
  roomCreated: nothing,
  roomChanged: nothing,
  memberJoined: memberWithRole,
  memberLeft: z.object({ userId: uuid, version }).nullish(),
  memberRoleChanged: memberWithRole,
  accessChanged: nothing,
});
type Changes = z.infer<typeof changes>;

/** Type → its field in the contract. */
const FIELDS: Readonly<Record<TimelineChange['type'], keyof Changes>> = {
  'room.created': 'roomCreated',
  'room.changed': 'roomChanged',
  'member.joined': 'memberJoined',
  'member.left': 'memberLeft',
  'member.role_changed': 'memberRoleChanged',
  'access.changed': 'accessChanged',
};

/** An entry as it arrives. A change that this version does not know, or none at all, is refused: it must not be dropped. */
export const wireEntry = changes.extend({ eventId: uuid, actorId: uuid }).transform((entry, context) => {
  const { eventId, actorId } = entry;
  const change = readChange(actorId, entry);
  if (change) return { eventId, change } satisfies TimelineEntry;
  context.addIssue({ code: 'custom', message: 'There is no change that is known.' });
  return z.NEVER;
});

/** An entry as it is sent. */
export function toWire({ eventId, change }: TimelineEntry): z.input<typeof wireEntry> {
  const { type, actorId, ...rest } = change;
  return { eventId, actorId, [FIELDS[type]]: rest };
}

function readChange(actorId: string, entry: Changes): TimelineChange | null {
  if (entry.roomCreated) return { type: 'room.created', actorId };
  if (entry.roomChanged) return { type: 'room.changed', actorId };
  if (entry.memberJoined) return { type: 'member.joined', actorId, ...entry.memberJoined };
  if (entry.memberLeft) return { type: 'member.left', actorId, ...entry.memberLeft };
  if (entry.memberRoleChanged) return { type: 'member.role_changed', actorId, ...entry.memberRoleChanged };
  if (entry.accessChanged) return { type: 'access.changed', actorId };
  return null;
}
