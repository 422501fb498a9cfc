import { CloseCode } from 'graphql-ws';
import type { Clock } from '#platform/clock/clock.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Presence } from '#platform/presence/presence.ts';
import type { EndedSessions } from '../identity/ended-sessions.ts';
import { ExpiryWheel } from '../identity/expiry-wheel.ts';
import type { Connection } from './connection.ts';

/** How often tokens are looked at whose time may be over, in milliseconds. */
const EXPIRY_SWEEP_MS = 250;

/**
 * The sockets of people: tells presence of them, and closes them when their session ends or their token expires. Clients
 * come back with a fresh token.
 */
export class SignedInConnections {
  readonly #presence: Presence;
  readonly #endedSessions: EndedSessions;
  readonly #clock: Clock;
  readonly #logger: Logger;
  /** Session → its sockets. */
  readonly #bySession = new Map<string, Set<Connection>>();
  readonly #byExpiry = new ExpiryWheel<Connection>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { presence: Presence; endedSessions: EndedSessions; clock: Clock; logger: Logger }) {
    this.#presence = options.presence;
    this.#endedSessions = options.endedSessions;
    this.#clock = options.clock;
    this.#logger = options.logger;
    options.endedSessions.onEnded((sessionId) => {
      for (const connection of [...(this.#bySession.get(sessionId) ?? [])]) closeEnded(connection);
    });
  }

  /** Begins to look at the time. */
  start(): void {
    this.#timer = setInterval(() => {
      for (const connection of this.#byExpiry.takeEnded(this.#clock.now())) {
        connection.close(CloseCode.Forbidden, 'The access token has expired. Come back with a new one.');
      }
    }, EXPIRY_SWEEP_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** A socket has shown whose it is. */
  add(connection: Connection, identity: UserIdentity, expiresAt: number): void {
    if (connection.hasEnded) return;
    const { userId, sessionId } = identity;
    // It may have ended since the token was checked.
    if (this.#endedSessions.has(sessionId)) {
      closeEnded(connection);
      return;
    }
    const connections = this.#bySession.get(sessionId) ?? new Set();
    this.#bySession.set(sessionId, connections.add(connection));
    this.#byExpiry.add(connection, expiresAt);
    this.#tell(this.#presence.connect(userId, connection.id));
  }

  /** A socket has ended. One that was not added is not known here. */
  remove(connection: Connection): void {
    const { credentials } = connection;
    if (credentials?.identity.kind !== 'user' || credentials.expiresAt === null) return;
    const { userId, sessionId } = credentials.identity;
    const connections = this.#bySession.get(sessionId);
    if (!connections?.delete(connection)) return;
    if (connections.size === 0) this.#bySession.delete(sessionId);
    this.#byExpiry.remove(connection, credentials.expiresAt);
    this.#tell(this.#presence.disconnect(userId, connection.id));
  }

  /** Tells presence which sockets are still there. */
  reportAlive(): void {
    const sockets = [...this.#bySession.values()].flatMap((connections) =>
      [...connections].flatMap(({ id: socketId, identity }) =>
        identity.kind === 'user' ? [{ userId: identity.userId, socketId }] : [],
      ),
    );
    if (sockets.length > 0) this.#tell(this.#presence.alive(sockets));
  }

  /** Presence is worth nothing that would have to wait for it. */
  #tell(report: Promise<void>): void {
    report.catch((err) => this.#logger.warn({ err }, 'presence was not told of a socket'));
  }
}

function closeEnded(connection: Connection): void {
  connection.close(CloseCode.Forbidden, 'The session has ended. Sign in again.');
}
