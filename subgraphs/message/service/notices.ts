import type { Notice } from '#platform/pubsub/pubsub.ts';
import type { RoomEvent } from '../store/room-log.ts';

/** Somebody types, or has stopped. */
export interface TypingNotice {
  readonly kind: 'typing';
  readonly userId: string;
  readonly isTyping: boolean;
  /** When to forget it, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Somebody of the room came or went. */
export interface PresenceNotice {
  readonly kind: 'presence';
  readonly userId: string;
  readonly online: boolean;
}

/** What has no place in a room's sequence: the newest of a kind and person is all that counts. */
export type FleetingNotice = TypingNotice | PresenceNotice;

/** What goes over a room's channel. */
export type RoomNotice = { readonly kind: 'event'; readonly event: RoomEvent } | FleetingNotice;

/** What goes over a person's own channel. */
export type ViewerNotice =
  /** How much is unread in a room may be different now. */
  | { readonly kind: 'unread'; readonly roomId: string }
  /** The person has come into a room, or is out of it. */
  | { readonly kind: 'membership'; readonly roomId: string; readonly isMember: boolean }
  /** The person's inbox may be different now; published by the notification subgraph. */
  | { readonly kind: 'inbox' };

/** A notice as the link carries it. */
export const toNotice = (notice: RoomNotice | ViewerNotice): Notice => ({ ...notice });

/**
 * Reads a notice of a room's channel; null when it is of a kind that this version does not know, as it may be while two
 * versions run side by side. Only we publish there, so what is inside is taken as it is.
 */
export function readRoomNotice(notice: Notice): RoomNotice | null {
  const { kind } = notice;
  return kind === 'event' || kind === 'typing' || kind === 'presence' ? (notice as unknown as RoomNotice) : null;
}

/** The same for a notice of a person's channel. */
export function readViewerNotice(notice: Notice): ViewerNotice | null {
  const { kind } = notice;
  return kind === 'unread' || kind === 'membership' || kind === 'inbox' ? (notice as unknown as ViewerNotice) : null;
}
