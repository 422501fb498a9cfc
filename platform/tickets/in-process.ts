import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { TicketPurpose, Tickets } from './tickets.ts';

interface Ticket {
  readonly purpose: TicketPurpose;
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const MAX_TICKETS = 10_000;

/** {@link Tickets} in the memory of this process: a restart voids them, and whoever holds one asks for another. */
export class InProcessTickets implements Tickets {
  /** SHA-256 of the token → the ticket; the oldest first. */
  readonly #tickets = new Map<string, Ticket>();
  readonly #clock: Clock;
  readonly #maxTickets: number;

  /** @param options.maxTickets how many are kept; past it the oldest one is void */
  constructor(options: { clock: Clock; maxTickets?: number }) {
    this.#clock = options.clock;
    this.#maxTickets = options.maxTickets ?? MAX_TICKETS;
  }

  async issue(purpose: TicketPurpose, subject: string, ttlMs: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    this.#tickets.set(keyOf(token), { purpose, subject, expiresAt: this.#clock.now() + ttlMs });
    for (const key of this.#tickets.keys()) {
      if (this.#tickets.size <= this.#maxTickets) break;
      this.#tickets.delete(key);
    }
    return token;
  }

  async redeem(purpose: TicketPurpose, token: string): Promise<string | null> {
    const key = keyOf(token);
    const ticket = this.#tickets.get(key);
    // Of another purpose, it is not used up: whoever tries it at the wrong door does not take it from the right one.
    if (!ticket || ticket.purpose !== purpose) return null;
    this.#tickets.delete(key);
    return ticket.expiresAt > this.#clock.now() ? ticket.subject : null;
  }
}

/** Looked up by its hash, a token's characters cannot be found one by one from how long an answer takes. */
function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
