import type { Clock } from '../clock/clock.ts';
import type { Presence, PresenceChange, PresenceState } from './presence.ts';

/** A socket that was not reported alive for this long counts as closed, in milliseconds. */
const SOCKET_LIFE_MS = 60_000;
/** How often silent sockets are looked for. */
const SWEEP_MS = 5_000;
/** Of how many people who are gone it is remembered when. */
const REMEMBERED = 10_000;

/** Presence within one process. What it knows ends with the process, as do the sockets. */
export class InProcessPresence implements Presence {
  readonly #clock: Clock;
  readonly #sweep: NodeJS.Timeout;
  readonly #listeners = new Set<(change: PresenceChange) => void>();
  /** Person → socket → when it was last alive. A person without sockets is not in the map. */
  readonly #sockets = new Map<string, Map<string, number>>();
  /** Person who is gone → when its last socket was last alive. The ones who went first are first. */
  readonly #lastSeen = new Map<string, number>();

  constructor(options: { clock: Clock }) {
    this.#clock = options.clock;
    this.#sweep = setInterval(() => this.#closeSilent(), SWEEP_MS);
    this.#sweep.unref();
  }

  async connect(userId: string, socketId: string): Promise<void> {
    this.#alive(userId, socketId);
  }

  async alive(sockets: readonly { userId: string; socketId: string }[]): Promise<void> {
    for (const { userId, socketId } of sockets) this.#alive(userId, socketId);
  }

  async disconnect(userId: string, socketId: string): Promise<void> {
    if (this.#sockets.get(userId)?.has(socketId)) this.#close(userId, socketId, this.#clock.now());
  }

  async states(userIds: readonly string[]): Promise<ReadonlyMap<string, PresenceState>> {
    this.#closeSilent();
    return new Map(userIds.map((userId) => [userId, this.#state(userId)]));
  }

  onChange(listener: (change: PresenceChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Ends the search for silent sockets. */
  close(): void {
    clearInterval(this.#sweep);
  }

  #alive(userId: string, socketId: string): void {
    const now = this.#clock.now();
    const sockets = this.#sockets.get(userId);
    if (sockets) {
      sockets.set(socketId, now);
      return;
    }
    this.#sockets.set(userId, new Map([[socketId, now]]));
    this.#lastSeen.delete(userId);
    this.#tell({ userId, online: true, at: now });
  }

  #close(userId: string, socketId: string, lastAlive: number): void {
    const sockets = this.#sockets.get(userId);
    if (!sockets?.delete(socketId) || sockets.size > 0) return;
    this.#sockets.delete(userId);
    this.#lastSeen.set(userId, lastAlive);
    if (this.#lastSeen.size > REMEMBERED) {
      const [longestGone] = this.#lastSeen.keys();
      if (longestGone !== undefined) this.#lastSeen.delete(longestGone);
    }
    this.#tell({ userId, online: false, at: this.#clock.now() });
  }

  #closeSilent(): void {
    const horizon = this.#clock.now() - SOCKET_LIFE_MS;
    for (const [userId, sockets] of this.#sockets) {
      for (const [socketId, lastAlive] of sockets) if (lastAlive < horizon) this.#close(userId, socketId, lastAlive);
    }
  }

  #state(userId: string): PresenceState {
    const sockets = this.#sockets.get(userId);
    if (sockets) return { online: true, lastActiveAt: Math.max(...sockets.values()) };
    return { online: false, lastActiveAt: this.#lastSeen.get(userId) ?? null };
  }

  #tell(change: PresenceChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
