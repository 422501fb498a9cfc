import { createHash, randomBytes } from 'node:crypto';
import type { RedisCommands } from '../redis/redis.ts';
import type { TicketPurpose, Tickets } from './tickets.ts';

/** {@link Tickets} in Redis, good at every process. A Redis that comes back empty voids them. */
export class RedisTickets implements Tickets {
  readonly #redis: RedisCommands;

  constructor(redis: RedisCommands) {
    this.#redis = redis;
  }

  async issue(purpose: TicketPurpose, subject: string, ttlMs: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.#redis.send('SET', keyOf(purpose, token), subject, 'PX', ttlMs);
    return token;
  }

  async redeem(purpose: TicketPurpose, token: string): Promise<string | null> {
    return (await this.#redis.send('GETDEL', keyOf(purpose, token))) as string | null;
  }
}

/** Who can list the keys cannot redeem the tickets. */
function keyOf(purpose: TicketPurpose, token: string): string {
  return `ticket:${purpose}:${createHash('sha256').update(token).digest('base64url')}`;
}
