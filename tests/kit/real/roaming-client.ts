import { Client, Unanswered } from '../client.ts';
import type { Person } from '../people.ts';

/** Asks another gateway after one that has not answered. What was not answered is not asked again by itself. */
class RoamingClient extends Client {
  readonly #urls: readonly string[];
  #turn: number;

  constructor(urls: readonly string[], token: string | null, turn: number) {
    super(urls[0] ?? '', token);
    this.#urls = urls;
    this.#turn = turn;
  }

  override async raw(...request: Parameters<Client['raw']>): ReturnType<Client['raw']> {
    const turn = this.#turn;
    try {
      return await new Client(this.#urls[turn % this.#urls.length] ?? this.url, this.token).raw(...request);
    } catch (error) {
      if (error instanceof Unanswered) this.#turn = turn + 1;
      throw error;
    }
  }
}

/** The same person, who goes to another gateway when one does not answer. @param turn where it begins */
export const roaming = (person: Person, urls: readonly string[], turn = 0): Person => ({
  ...person,
  client: new RoamingClient(urls, person.accessToken, turn),
});
