import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { MessageStore } from './store/store.ts';

/** What this subgraph holds about a person: its messages, reactions, read positions and memberships. */
export class MessagePrivacy implements PersonalData {
  readonly #store: Pick<MessageStore, 'exportPerson' | 'erasePerson'>;

  constructor(dependencies: { store: Pick<MessageStore, 'exportPerson' | 'erasePerson'> }) {
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
