import { hash, verify } from '@node-rs/argon2';
import { Turns } from '#platform/background/turns.ts';
import type { PasswordHash } from './password-hash.ts';

/** argon2id, version 1.3, as OWASP's Password Storage Cheat Sheet recommends it: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: 2, version: 1, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash with the same parameters, of a password that nobody has. */
const DUMMY_HASH = '$argon2id$v=19$m=19456,t=2,p=1$bHluay5kdW1teS5zYWx0IQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/**
 * How many are computed at once. Each takes 19 MiB and a thread of the pool that files and names are looked up with, too:
 * half of its four threads stay free.
 */
const CONCURRENCY = 2;
/** How many may wait: some seconds of work. */
const MAX_WAITING = 200;

/** {@link PasswordHash} by argon2id (RFC 9106), computed off the event loop. */
export class Argon2PasswordHash implements PasswordHash {
  readonly #turns: Turns;

  /** @param options.maxWaiting how many may wait for their turn */
  constructor(options: { maxWaiting?: number } = {}) {
    this.#turns = new Turns({
      atOnce: CONCURRENCY,
      waiting: options.maxWaiting ?? MAX_WAITING,
      refusal: 'Too many people sign in at this moment. Try again.',
    });
  }

  hash(password: string): Promise<string> {
    return this.#turns.take(() => hash(password, PARAMETERS));
  }

  async verify(stored: string | null, password: string): Promise<boolean> {
    const matches = await this.#turns.take(() => verify(stored ?? DUMMY_HASH, password));
    return stored !== null && matches;
  }
}
