import type { Session } from '#client/index.ts';
import { type Answer, Client } from './client.ts';
import type { Person } from './people.ts';

/** Asks as whoever a session belongs to, with a fresh token whenever the last one is refused. */
class SessionClient extends Client {
  readonly #session: Session;

  constructor(url: string, session: Session) {
    super(url);
    this.#session = session;
  }

  override async post<Data = Record<string, unknown>>(body: unknown): Promise<Answer<Data>> {
    for (let token = await this.#session.token(); ; ) {
      const answer = await new Client(this.url, token).post<Data>(body);
      // What is refused for its token was not begun, so it may be asked again.
      if (token === null || !answer.codes.includes('UNAUTHENTICATED')) return answer;
      token = await this.#session.token(token);
    }
  }
}

/** The same person, who asks with the tokens of a session from now on. */
export function inSession(person: Person, session: Session): Person {
  return { ...person, client: new SessionClient(person.client.url, session) };
}
