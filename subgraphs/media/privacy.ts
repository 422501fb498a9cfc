import type { Clock } from '#platform/clock/clock.ts';
import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { Sweep } from './service/sweep.ts';
import type { MediaStore } from './store/store.ts';

/** What the media subgraph holds about a person: the files that it has uploaded. */
export class MediaPrivacy implements PersonalData {
  readonly #store: MediaStore;
  readonly #sweep: Pick<Sweep, 'remove'>;
  readonly #clock: Clock;

  constructor(options: { store: MediaStore; sweep: Pick<Sweep, 'remove'>; clock: Clock }) {
    this.#store = options.store;
    this.#sweep = options.sweep;
    this.#clock = options.clock;
  }

  /** The bytes are left out: each file can be fetched as an attachment, and its hash tells whether it is the same. */
  async exportPerson(userId: string) {
    const files = await this.#store.filesOf(userId);
    if (files.length === 0) return null;
    return {
      files: files.map(({ id, purpose, roomId, fileName, declaredType, size, sha256, createdAt, content }) => ({
        id,
        purpose,
        roomId,
        fileName,
        contentType: content?.contentType ?? declaredType,
        size,
        sha256,
        createdAt,
        isComplete: content !== null,
      })),
    };
  }

  /** Deletes every file of the person, wherever it is used, bytes included. */
  async erasePerson(userId: string): Promise<void> {
    await this.#store.discardOf(userId, this.#clock.now());
    await this.#sweep.remove(await this.#store.discardedOf(userId));
  }
}
