import { randomBytes } from 'node:crypto';
import { chmod, type FileHandle, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import { SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.ts';

const FILE_NAME = 'signing-keys.json';
/** A key signs for 90 days; whoever starts after that makes the next one. */
const ROTATE_AFTER_MS = 90 * 86_400_000;
/** A replaced key stays published for longer than any token that it has signed is good. */
const KEEP_REPLACED_MS = 86_400_000;

const storedKey = z.object({
  /** RFC 8037: `x` is the public key, `d` the private one. */
  jwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() }),
  /** Milliseconds since 1970. */
  createdAt: z.int(),
});
/** The newest key stands last and signs. */
const storedKeys = z.object({ version: z.literal(1), keys: z.array(storedKey).min(1) });

type StoredKey = z.infer<typeof storedKey>;

/** Ed25519 keys in a file that only its owner may read. Whoever can read it can sign in as anybody. */
export class FileSigningKeys implements SigningKeys {
  readonly #signing: { readonly kid: string; readonly privateKey: CryptoKey };
  readonly #published: JSONWebKeySet;

  private constructor(signing: { kid: string; privateKey: CryptoKey }, published: JSONWebKeySet) {
    this.#signing = signing;
    this.#published = published;
  }

  /**
   * Opens the keys of a folder; makes them at the first start, and a new one beside the old when the newest is 90 days
   * old. The file is written under another name and renamed when it is on disk.
   *
   * @param options.folder an existing folder
   * @throws Error when the file cannot be read or written, or holds something else: it is left as it is
   */
  static async open(options: { folder: string; clock: Clock }): Promise<FileSigningKeys> {
    const file = path.join(options.folder, FILE_NAME);
    const now = options.clock.now();
    let keys = await readKeys(file);
    if (!keys) {
      await write(file, [await newKey(now)], link);
      keys = (await readKeys(file)) ?? [];
    }
    const kept = await rotate(keys, now);
    if (kept !== keys) await write(file, kept, rename);
    return FileSigningKeys.#from(kept);
  }

  async current() {
    return this.#signing;
  }

  async publicKeys(): Promise<JSONWebKeySet> {
    return this.#published;
  }

  static async #from(keys: readonly StoredKey[]): Promise<FileSigningKeys> {
    const published: JWK[] = [];
    let signing: { kid: string; privateKey: CryptoKey } | undefined;
    for (const { jwk } of keys) {
      const kid = await calculateJwkThumbprint(jwk);
      const { d: _private, ...publicHalf } = jwk;
      published.push({ ...publicHalf, kid, alg: SIGNING_ALGORITHM, use: 'sig' });
      signing = { kid, privateKey: (await importJWK(jwk, SIGNING_ALGORITHM)) as CryptoKey };
    }
    if (!signing) throw new Error('There is no signing key.');
    return new FileSigningKeys(signing, { keys: published });
  }
}

async function newKey(now: number): Promise<StoredKey> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  return storedKey.parse({ jwk: await exportJWK(privateKey), createdAt: now });
}

/** The same list when nothing is due. */
async function rotate(keys: readonly StoredKey[], now: number): Promise<readonly StoredKey[]> {
  const newest = keys.at(-1);
  if (newest && now - newest.createdAt >= ROTATE_AFTER_MS) return [newest, await newKey(now)];
  const replacedLongAgo = newest && keys.length > 1 && now - newest.createdAt >= KEEP_REPLACED_MS;
  return replacedLongAgo ? [newest] : keys;
}

async function readKeys(file: string): Promise<readonly StoredKey[] | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
    await chmod(file, 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`The signing keys in ${file} cannot be read.`, { cause: error });
  }
  try {
    return storedKeys.parse(JSON.parse(text)).keys;
  } catch {
    // The cause is left out: it could quote the keys.
    throw new Error(
      `The file ${file} does not hold signing keys. Restore it, or remove it: then everybody signs in anew.`,
    );
  }
}

/**
 * Writes the file whole or not at all.
 *
 * @param place puts the finished file in its place: `rename` replaces, `link` lets whoever was first win
 */
async function write(file: string, keys: readonly StoredKey[], place: typeof rename): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify({ version: 1, keys }, null, 2));
      await followOwner(handle, path.dirname(file));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(temporary, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await syncFolder(path.dirname(file));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** What root writes into somebody's folder, after a start with sudo, must stay readable for that person. */
async function followOwner(handle: FileHandle, folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(folder);
  if (uid !== 0) await handle.chown(uid, gid);
}

/** A new name is durable once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
