import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import type { Logger } from '../logger/logger.ts';
import type { Secrets } from './secrets.ts';
import { WatchedFile } from './watched-file.ts';

/** Not every file system tells of changes, and none across a network. */
const LOOK_EVERY_MS = 5_000;
/** A name and never a path. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/**
 * Secrets in a folder, one file each, as they are put there by the scripts of `init/`, by Vault Agent (a new file is renamed
 * into the place of the old one) or by Kubernetes and CSI drivers (each name is a symlink through `..data`, which is
 * replaced as a whole). The folder is watched, and looked through every 5 s. A file that is missing, empty or unreadable for
 * a while does not take the value away. Values are never logged.
 */
export class FileSecrets implements Secrets {
  readonly #folder: string;
  readonly #logger: Logger;
  /** Name → its file. */
  readonly #files = new Map<string, WatchedFile>();
  readonly #timer: NodeJS.Timeout;
  #watcher: FSWatcher | undefined;

  /**
   * @param options.folder need not be there yet
   * @param options.lookEveryMs how often all files are looked at, in milliseconds; 5,000 when left out
   */
  constructor(options: { folder: string; logger: Logger; lookEveryMs?: number }) {
    this.#folder = options.folder;
    this.#logger = options.logger;
    this.#watchFolder();
    this.#timer = setInterval(() => {
      this.#watchFolder();
      this.#lookAtAll();
    }, options.lookEveryMs ?? LOOK_EVERY_MS).unref();
  }

  async read(name: string): Promise<string> {
    const file = this.#file(name);
    await file.look();
    return file.value;
  }

  watch(name: string, onChange: (value: string) => void): () => void {
    const { listeners } = this.#file(name);
    // One function may watch twice.
    const listener = (value: string) => onChange(value);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  /** Ends all watches. */
  close(): void {
    clearInterval(this.#timer);
    this.#watcher?.close();
    for (const file of this.#files.values()) file.listeners.clear();
  }

  #file(name: string): WatchedFile {
    if (!NAME.test(name)) throw new Error(`“${name}” is not the name of a secret.`);
    let file = this.#files.get(name);
    if (!file) {
      file = new WatchedFile(path.join(this.#folder, name), name, this.#logger);
      this.#files.set(name, file);
      void file.look();
    }
    return file;
  }

  #lookAtAll(): void {
    for (const file of this.#files.values()) void file.look();
  }

  /** What a file system tells is only a reason to look: which name it tells depends on how the file was replaced. */
  #watchFolder(): void {
    if (this.#watcher) return;
    try {
      const watcher = watch(this.#folder, { persistent: false }, () => this.#lookAtAll());
      watcher.on('error', () => {
        watcher.close();
        this.#watcher = undefined;
      });
      this.#watcher = watcher;
    } catch {
      // There is no such folder yet, or the system watches too many already: it is looked through all the same.
    }
  }
}
