/** What fleeting notices are made of: plain data, as JSON can carry it. */
export type Notice = Readonly<Record<string, unknown>>;

/**
 * Fleeting notices between processes: delivered at most once, to whoever listens at that moment, in the order in which
 * one process published them. Nothing durable relies on it: whoever needs every step checks its sequence and refills.
 */
export interface PubSub {
  /**
   * Tells everybody who listens to a channel. Resolves when the notice was handed over; whether anybody was there is
   * not known.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when it could not be handed over
   */
  publish(channel: string, notice: Notice): Promise<void>;

  /**
   * Listens to a channel. When it resolves, every later notice is delivered.
   *
   * @param onNotice must not throw; runs synchronously, one notice after another
   * @param onGap called when notices may have been lost, such as after the link broke and came back
   * @returns ends the listening
   */
  subscribe(channel: string, onNotice: (notice: Notice) => void, onGap: () => void): Promise<() => void>;
}

/** The channel of everything that happens in a room. */
export const roomChannel = (roomId: string) => `room:${roomId}`;

/** The channel of what changes for one person. */
export const viewerChannel = (userId: string) => `viewer:${userId}`;

/** The channel on which sessions that have ended are told: `{ sessionId }`. */
export const SESSIONS_ENDED_CHANNEL = 'sessions.ended';

/** The channel on which it is told that a person's view of others has changed (a block): `{ userIds }`. */
export const FILTERS_CHANGED_CHANNEL = 'filters.changed';
