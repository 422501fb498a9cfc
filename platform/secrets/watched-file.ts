import { readFile, stat } from 'node:fs/promises';
import type { Logger } from '../logger/logger.ts';
import { SecretRefused } from './secrets.ts';

/** A bundle of authorities is the longest thing that is kept as a secret. */
const MAX_BYTES = 1024 * 1024;

/** One secret in a file: what it held last, and who wants to know when it holds something else. */
export class WatchedFile {
  readonly #file: string;
  readonly #name: string;
  readonly #logger: Logger;
  readonly #listeners = new Set<(value: string) => void>();
  #value: string | undefined;
  /** Why the file has no value now. */
  #problem: string | undefined;
  #isKnown = false;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  /** @param name what the secret is called, for messages */
  constructor(file: string, name: string, logger: Logger) {
    this.#file = file;
    this.#name = name;
    this.#logger = logger;
  }

  /** Who is told of new values. */
  get listeners(): Set<(value: string) => void> {
    return this.#listeners;
  }

  /** The value that was seen last. @throws Error when there was none yet */
  get value(): string {
    if (this.#value !== undefined) return this.#value;
    throw new Error(
      `The secret ${this.#name} is missing: the file ${this.#file} ${this.#problem}. ` +
        'Let the scripts of init/ or the secrets manager write it, readable for the user of this process.',
    );
  }

  /** Looks what the file holds. One look at a time, so that an older value never comes after a newer one. */
  look(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      this.#running = this.#look();
      return this.#running;
    });
    return this.#next;
  }

  async #look(): Promise<void> {
    const found = await readValue(this.#file);
    const wasKnown = this.#isKnown;
    this.#isKnown = true;
    if ('problem' in found) {
      if (this.#value !== undefined && this.#problem === undefined) {
        this.#logger.warn({ secret: this.#name, problem: found.problem }, 'a secret is gone; what it was stays in use');
      }
      this.#problem = found.problem;
      return;
    }
    this.#problem = undefined;
    if (found.value === this.#value) return;
    this.#value = found.value;
    if (!wasKnown) return;
    this.#logger.info({ secret: this.#name }, 'a secret has changed');
    for (const listener of [...this.#listeners]) this.#tell(listener, found.value);
  }

  #tell(listener: (value: string) => void, value: string): void {
    try {
      listener(value);
    } catch (error) {
      const reason = error instanceof SecretRefused ? error.message : 'it cannot be used';
      this.#logger.warn({ secret: this.#name, reason }, 'a new secret is not taken; what it was stays in use');
    }
  }
}

async function readValue(file: string): Promise<{ value: string } | { problem: string }> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return { problem: 'is not a file' };
    if (found.size > MAX_BYTES) return { problem: 'is longer than any secret' };
    const value = (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
    // Whoever writes it in place has emptied it first.
    return value === '' ? { problem: 'is empty' } : { value };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return { problem: code === 'ENOENT' ? 'is not there' : `cannot be read (${String(code)})` };
  }
}
