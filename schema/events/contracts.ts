import { z } from 'zod';

/**
 * What subgraphs tell each other through the event log, by topic. Payloads carry ids, never bodies or addresses. The files
 * `<topic>.json` beside this one are made from it. Fields are only ever added; consumers ignore what they do not know.
 */
export const EVENT_CONTRACTS = {
  /** Somebody has registered. Key: the person. Owner: auth. */
  'user.created': z.object({ userId: z.uuid() }),

  /** One person has blocked another, or no longer does. Key: the person who blocks. Owner: user. */
  'user.block': z.object({
    userId: z.uuid(),
    otherId: z.uuid(),
    blocked: z.boolean(),
    /** The DIRECT room of the two, whether it exists yet or not. */
    directRoomId: z.uuid(),
  }),

  /** A person has another picture, or none. Key: the person. Owner: user. */
  'user.picture': z.object({ userId: z.uuid(), ...replacedPicture() }),

  /** A room has another picture, or none. Key: the room. Owner: room. */
  'room.picture': z.object({ roomId: z.uuid(), actorId: z.uuid(), ...replacedPicture() }),

  /** A room was made, or somebody's membership of it has changed. Key: the room. Owner: room. */
  'room.membership': z.object({
    roomId: z.uuid(),
    actorId: z.uuid(),
    change: z.discriminatedUnion('type', [
      z.object({ type: z.literal('room.created') }),
      z.object({
        type: z.enum(['member.joined', 'member.role_changed']),
        userId: z.uuid(),
        role: z.enum(['OWNER', 'MODERATOR', 'MEMBER']),
        /** Rises with every change of this membership. */
        version: z.int().positive(),
      }),
      z.object({ type: z.literal('member.left'), userId: z.uuid(), version: z.int().positive() }),
    ]),
  }),

  /** Something has happened in the log of a GROUP room. Key: the room. Owner: message. */
  'room.message': roomLogEntry(),

  /** Something has happened in the log of a DIRECT room. Key: the room. Owner: message. */
  'conversation.message': roomLogEntry(),
} as const;

/** The topics. */
export type Topic = keyof typeof EVENT_CONTRACTS;

/** What a topic's records say. */
export type EventPayload<T extends Topic> = z.infer<(typeof EVENT_CONTRACTS)[T]>;

function roomLogEntry() {
  return z.object({
    roomId: z.uuid(),
    /** The place in the room's sequence. */
    seq: z.int().positive(),
    /** The event's type, such as `message.sent`. */
    type: z.string(),
    actorId: z.uuid(),
    /** The place of the message that it is about; null when it is about none. */
    messageSeq: z.int().positive().nullable(),
    /** The files that a message came with (`message.sent`), or that went with it (`message.deleted`). */
    attachmentIds: z.array(z.uuid()).default([]),
    /** Whom the message mentions from now on; left out when the event does not change that. */
    mentionedUserIds: z.array(z.uuid()).max(50).optional(),
  });
}

function replacedPicture() {
  return {
    /** The attachment that is shown from now on; null for none. */
    pictureId: z.uuid().nullable(),
    /** The attachment that is no longer shown, and can be deleted; null when there was none. */
    replacedPictureId: z.uuid().nullable(),
  };
}
