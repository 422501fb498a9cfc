/** Somebody came or went. */
export interface PresenceChange {
  /** UUID of the person. */
  readonly userId: string;
  readonly online: boolean;
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

/** Whether somebody is there, and since when it was last seen. */
export interface PresenceState {
  readonly online: boolean;
  /** When the last client was last alive, in milliseconds since 1970; null when that is not known. */
  readonly lastActiveAt: number | null;
}

/**
 * Who is connected. Gateways report sockets; a person is online while at least one of its sockets is alive, whatever the
 * gateway. A socket that is not reported alive for 60 s counts as closed, so that a killed gateway leaves no ghosts.
 */
export interface Presence {
  /** A signed-in socket was opened. `socketId` is unique among all gateways. */
  connect(userId: string, socketId: string): Promise<void>;
  /** These sockets are still there; at least every 20 s. */
  alive(sockets: readonly { userId: string; socketId: string }[]): Promise<void>;
  /** A socket was closed. Closing one that is not known changes nothing. */
  disconnect(userId: string, socketId: string): Promise<void>;
  /** The state of people, by UUID; everybody asked for is in the answer. */
  states(userIds: readonly string[]): Promise<ReadonlyMap<string, PresenceState>>;
  /** Tells when a person comes (its first socket) or goes (its last one). Returns the end of it. */
  onChange(listener: (change: PresenceChange) => void): () => void;
}
