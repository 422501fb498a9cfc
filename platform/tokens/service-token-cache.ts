import type { Clock } from '../clock/clock.ts';
import type { Identity } from '../identity/identity.ts';
import type { SigningKeys } from '../signing-keys/signing-keys.ts';
import { SERVICE_TOKEN_SECONDS, signServiceToken } from './service-token.ts';

/** A token is replaced when half its life is over, so that the one that is sent is good for a while. */
const REUSE_MS = (SERVICE_TOKEN_SECONDS * 1000) / 2;
const MAX_CACHED = 20_000;

interface Cached {
  readonly token: Promise<string>;
  readonly madeAt: number;
}

/** Service tokens by identity, so that signing is off the hot path. One cache a subgraph. */
export class ServiceTokenCache {
  /** Identity as JSON → its token. The oldest go first when it is full. */
  readonly #tokens = new Map<string, Cached>();

  constructor(
    readonly subgraph: string,
    readonly keys: Pick<SigningKeys, 'current'>,
    readonly clock: Clock,
  ) {}

  /** A token that is good for at least half a minute. */
  async for(identity: Identity): Promise<string> {
    const key = JSON.stringify(identity);
    const now = this.clock.now();
    const known = this.#tokens.get(key);
    if (known && Math.abs(now - known.madeAt) < REUSE_MS) return known.token;
    this.#tokens.delete(key);
    if (this.#tokens.size >= MAX_CACHED) {
      const [oldest] = this.#tokens.keys();
      if (oldest !== undefined) this.#tokens.delete(oldest);
    }
    const token = signServiceToken(this.keys, this.subgraph, identity, now);
    this.#tokens.set(key, { token, madeAt: now });
    // A failure to sign is not kept.
    token.catch(() => this.#tokens.delete(key));
    return token;
  }
}
