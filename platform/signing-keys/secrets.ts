import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import { SecretRefused, type Secrets } from '../secrets/secrets.ts';
import { parseKeySet, type SigningKey, signingKey } from './key-set.ts';
import { SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.ts';

/** What the two halves of a set of keys are called among the secrets. */
export interface KeySetNames {
  /** Whoever can read it signs. */
  readonly privateKeys: string;
  /** A JWKS, for everybody who verifies. */
  readonly publicKeys: string;
}

/** Keys of access tokens: auth signs. */
export const ACCESS_KEYS: KeySetNames = { privateKeys: 'access-signing-keys', publicKeys: 'access-public-keys' };
/** Keys of service tokens: gateways sign. */
export const SERVICE_KEYS: KeySetNames = { privateKeys: 'service-signing-keys', publicKeys: 'service-public-keys' };

/**
 * A new key is published for so long before it signs: processes read their secrets at different moments, and one that
 * verifies has to know the key first. Kubernetes brings a changed secret to all pods within about two minutes.
 */
const PUBLISH_AHEAD_MS = 600_000;

/** Strict, so that private halves are noticed that somebody put where all can read them. */
const publishedKeys = z.object({
  keys: z
    .array(
      z.strictObject({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string(),
        kid: z.string(),
        alg: z.literal(SIGNING_ALGORITHM),
        use: z.literal('sig'),
      }),
    )
    .min(1),
});

/** Where keys come from, and what for. */
export interface SecretSigningKeysOptions {
  readonly secrets: Secrets;
  /** Null in a process that only verifies: it never reads them, and need not be able to. */
  readonly privateKeys: string | null;
  readonly publicKeys: string;
  readonly clock: Clock;
}

/** A key to sign with; it is made ready when it is needed first. */
interface PrivateKey {
  readonly createdAt: number;
  ready(): Promise<SigningKey>;
}

/** Ed25519 keys among the secrets of a service, as `init/keys/` makes them. They change without a restart. */
export class SecretSigningKeys implements SigningKeys {
  readonly #options: SecretSigningKeysOptions;
  #published: JSONWebKeySet = { keys: [] };
  /** The newest one stands last. */
  #signing: readonly PrivateKey[] = [];

  private constructor(options: SecretSigningKeysOptions) {
    this.#options = options;
  }

  /** @throws Error when a secret is missing; SecretRefused when it holds something else */
  static async open(options: SecretSigningKeysOptions): Promise<SecretSigningKeys> {
    const keys = new SecretSigningKeys(options);
    const { secrets, privateKeys, publicKeys } = options;
    await follow(secrets, publicKeys, (text) => {
      keys.#published = parsePublished(text, publicKeys);
    });
    if (privateKeys !== null) {
      await follow(secrets, privateKeys, (text) => {
        keys.#signing = parseSigning(text, privateKeys);
      });
    }
    return keys;
  }

  /**
   * The newest key that has been published for 10 minutes; the oldest one if none has.
   *
   * @throws Error in a process that only verifies
   */
  async current(): Promise<SigningKey> {
    const { publicKeys, clock } = this.#options;
    const now = clock.now();
    const key = this.#signing.findLast(({ createdAt }) => now - createdAt >= PUBLISH_AHEAD_MS) ?? this.#signing[0];
    if (!key) throw new Error(`This process verifies with ${publicKeys} and signs nothing: it has no private keys.`);
    return key.ready();
  }

  async publicKeys(): Promise<JSONWebKeySet> {
    return this.#published;
  }
}

/** Takes a secret, and each that comes in its place. @throws Error when there is none, or what `take` throws of the first */
async function follow(secrets: Secrets, name: string, take: (text: string) => void): Promise<void> {
  let isNewer = false;
  secrets.watch(name, (text) => {
    take(text);
    isNewer = true;
  });
  const text = await secrets.read(name);
  if (!isNewer) take(text);
}

/** @throws SecretRefused */
function parsePublished(text: string, name: string): JSONWebKeySet {
  const parsed = publishedKeys.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new SecretRefused(`The secret ${name} does not hold a set of public keys. Make it with init/keys/make.mjs.`);
}

/** @throws SecretRefused */
function parseSigning(text: string, name: string): readonly PrivateKey[] {
  try {
    return parseKeySet(text).map((stored) => {
      let key: Promise<SigningKey> | undefined;
      return {
        createdAt: stored.createdAt,
        ready: () => {
          key ??= signingKey(stored);
          return key;
        },
      };
    });
  } catch {
    throw new SecretRefused(`The secret ${name} does not hold signing keys. Make it with init/keys/make.mjs.`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It could be quoted by the error.
    return null;
  }
}
