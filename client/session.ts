import type { OperationError } from './errors.ts';

/** The two tokens of a signed-in client, as `login`, `register` and `refreshSession` answer them. */
export interface SessionTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A signed-in client. */
export interface SessionOptions {
  /** `http://` or `https://` address of `/graphql`. */
  readonly url: string;
  readonly tokens: SessionTokens;
  /** Told of each new pair, so that it can be kept; null when the session has ended and a person has to sign in again. */
  readonly onTokens?: (tokens: SessionTokens | null) => void;
  /** The global one when it is left out. */
  readonly fetch?: typeof fetch;
}

const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { tokens { accessToken refreshToken } userErrors { code } }
}`;
/** Generous: the server takes a refresh token once, so an exchange that is given up on may have ended the session. */
const REFRESH_WITHIN_MS = 30_000;

interface Answer {
  readonly data?: { readonly refreshSession: { readonly tokens: SessionTokens | null } | null } | null;
  readonly errors?: readonly OperationError[];
}

/**
 * Keeps the tokens of a signed-in client and exchanges them when the server has refused one: once, however many requests
 * were refused together. One object for all of an application's requests and live streams.
 */
export class Session {
  readonly #options: SessionOptions;
  #tokens: SessionTokens | null;
  #refreshing: Promise<SessionTokens | null> | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#tokens = options.tokens;
  }

  /**
   * A good access token, as far as is known. Null when the session has ended.
   *
   * @param refused a token that the server has refused; another one is given then
   * @throws Error when no answer came; the session may still be good
   */
  async token(refused: string | null = null): Promise<string | null> {
    // Somebody else may have come back with the news already.
    if (refused === null || this.#tokens?.accessToken !== refused) return this.#tokens?.accessToken ?? null;
    this.#refreshing ??= this.#refresh(this.#tokens.refreshToken).finally(() => {
      this.#refreshing = null;
    });
    return (await this.#refreshing)?.accessToken ?? null;
  }

  async #refresh(refreshToken: string): Promise<SessionTokens | null> {
    const response = await (this.#options.fetch ?? fetch)(this.#options.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: REFRESH, variables: { input: { refreshToken } } }),
      signal: AbortSignal.timeout(REFRESH_WITHIN_MS),
    });
    const { data, errors } = (await response.json()) as Answer;
    if (!data?.refreshSession) throw new Error(errors?.[0]?.message ?? `The server answered ${response.status}.`);
    this.#tokens = data.refreshSession.tokens;
    this.#options.onTokens?.(this.#tokens);
    return this.#tokens;
  }
}
