import { Session } from '#client/index.ts';
import type { StoredSession } from './token-store.ts';

/** What a shared session needs of the browser. */
export interface SharedSessionOptions {
  readonly url: string;
  readonly read: () => StoredSession | null;
  readonly write: (session: StoredSession | null) => void;
  /** Runs one at a time among all tabs. */
  readonly exclusively: <Result>(run: () => Promise<Result>) => Promise<Result>;
  readonly fetch?: typeof fetch;
}

/**
 * One session for all tabs of a browser: a refresh token is good for one exchange, so only one tab exchanges it and the
 * others take what it got.
 */
export class SharedSession {
  readonly #options: SharedSessionOptions;

  constructor(options: SharedSessionOptions) {
    this.#options = options;
  }

  /**
   * A good access token, as far as is known. Null when the session has ended.
   *
   * @param refused a token that the server has refused; another one is given then
   * @throws Error when no answer came; the session may still be good
   */
  async token(refused: string | null = null): Promise<string | null> {
    const { read, exclusively } = this.#options;
    const known = read()?.tokens.accessToken ?? null;
    if (refused === null || known !== refused) return known;
    return exclusively(async () => {
      const stored = read();
      // Another tab was faster, or has signed out.
      if (!stored || stored.tokens.accessToken !== refused) return stored?.tokens.accessToken ?? null;
      return this.#exchange(stored);
    });
  }

  #exchange({ viewerId, tokens }: StoredSession): Promise<string | null> {
    const { url, write, fetch } = this.#options;
    const session = new Session({
      url,
      tokens,
      onTokens: (fresh) => write(fresh && { viewerId, tokens: fresh }),
      ...(fetch && { fetch }),
    });
    return session.token(tokens.accessToken);
  }
}

/** Web Locks, where the page has them: not without TLS. There a person with several tabs may have to sign in again. */
export async function exclusively<Result>(run: () => Promise<Result>): Promise<Result> {
  if (!navigator.locks) return run();
  return await navigator.locks.request('lynk.session', run);
}
