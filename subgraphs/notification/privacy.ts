import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { NotificationStore } from './store/store.ts';

/** What this subgraph holds about a person: its devices, mutes and inbox. Tokens of devices are secrets. */
export class NotificationPrivacy implements PersonalData {
  readonly #store: Pick<NotificationStore, 'exportPerson' | 'erasePerson'>;

  constructor(dependencies: { store: Pick<NotificationStore, 'exportPerson' | 'erasePerson'> }) {
    this.#store = dependencies.store;
  }

  async exportPerson(userId: string) {
    const records: Readonly<Record<string, unknown>>[] = [];
    for await (const record of this.#store.exportPerson(userId)) records.push(record);
    return records.length > 0 ? { records } : null;
  }

  erasePerson(userId: string): Promise<void> {
    return this.#store.erasePerson(userId);
  }
}
