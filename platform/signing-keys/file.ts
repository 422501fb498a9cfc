import path from 'node:path';
import type { JSONWebKeySet } from 'jose';
import type { Clock } from '../clock/clock.ts';
import { openKeyFile } from './key-file.ts';
import { publicKeySet, type SigningKey, signingKey } from './key-set.ts';
import type { SigningKeys } from './signing-keys.ts';

const FILE_NAME = 'signing-keys.json';

/** Ed25519 keys in a file that only its owner may read. Whoever can read it can sign in as anybody. */
export class FileSigningKeys implements SigningKeys {
  readonly #signing: SigningKey;
  readonly #published: JSONWebKeySet;

  private constructor(signing: SigningKey, published: JSONWebKeySet) {
    this.#signing = signing;
    this.#published = published;
  }

  /**
   * Opens the keys of a folder; makes them at the first start, and a new one beside the old when the newest is 90 days old.
   * The newest one signs.
   *
   * @param options.folder an existing folder
   * @throws Error when the file cannot be read or written, or holds something else: it is left as it is
   */
  static async open(options: { folder: string; clock: Clock }): Promise<FileSigningKeys> {
    const keys = await openKeyFile(path.join(options.folder, FILE_NAME), options.clock.now());
    const newest = keys.at(-1);
    if (!newest) throw new Error('There is no signing key.');
    return new FileSigningKeys(await signingKey(newest), await publicKeySet(keys));
  }

  async current(): Promise<SigningKey> {
    return this.#signing;
  }

  async publicKeys(): Promise<JSONWebKeySet> {
    return this.#published;
  }
}
