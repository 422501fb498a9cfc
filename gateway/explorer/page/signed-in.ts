import { Session, type SessionTokens } from '#client/index.ts';

/** Where GraphQL is spoken, beside this page. */
export const GRAPHQL_URL = new URL('/graphql', location.href).href;

/** Under this name the browser keeps who is signed in, until the tab is closed. */
const KEPT = 'lynk-explorer';

/** Whoever has signed in on this page. */
export interface Person {
  readonly username: string;
  readonly tokens: SessionTokens;
}

const SIGN_IN = `mutation SignIn($input: LoginInput!) {
  answer: login(input: $input) { tokens { accessToken refreshToken } userErrors { message } }
}`;
const SIGN_UP = `mutation SignUp($input: RegisterInput!) {
  answer: register(input: $input) { tokens { accessToken refreshToken } userErrors { message } }
}`;

interface Answer {
  readonly data?: {
    readonly answer: {
      readonly tokens: SessionTokens | null;
      readonly userErrors: readonly { readonly message: string }[];
    } | null;
  } | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Keeps who is signed in, tells of changes, and has a good access token while the session lasts. */
export class SignedIn {
  #person: Person | null = readKept();
  #session: Session | null = null;
  readonly #listeners = new Set<() => void>();

  constructor() {
    if (this.#person) this.#session = this.#open(this.#person);
  }

  /** Null when nobody is signed in. */
  get username(): string | null {
    return this.#person?.username ?? null;
  }

  /** Calls back after each change of who is signed in. @returns ends that */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A good access token, as far as is known. Null when nobody is signed in. @param refused one that is not good any more */
  async token(refused: string | null = null): Promise<string | null> {
    return (await this.#session?.token(refused)) ?? null;
  }

  /** @throws Error that says what a person can correct */
  async signIn(input: { identifier: string; password: string }): Promise<void> {
    this.#set({ username: input.identifier, tokens: await ask(SIGN_IN, input) });
  }

  /** @throws Error that says what a person can correct */
  async signUp(input: { email: string; username: string; displayName: string; password: string }): Promise<void> {
    this.#set({ username: input.username, tokens: await ask(SIGN_UP, input) });
  }

  /** Forgets who was there. The session itself goes on for whoever has its tokens. */
  signOut(): void {
    this.#set(null);
  }

  #set(person: Person | null): void {
    this.#session = person && this.#open(person);
    this.#keep(person);
    for (const listener of this.#listeners) listener();
  }

  #open({ username, tokens }: Person): Session {
    const onTokens = (fresh: SessionTokens | null) => {
      if (fresh) this.#keep({ username, tokens: fresh });
      else this.signOut();
    };
    return new Session({ url: GRAPHQL_URL, tokens, onTokens });
  }

  #keep(person: Person | null): void {
    this.#person = person;
    if (person) sessionStorage.setItem(KEPT, JSON.stringify(person));
    else sessionStorage.removeItem(KEPT);
  }
}

function readKept(): Person | null {
  const kept = sessionStorage.getItem(KEPT);
  return kept === null ? null : (JSON.parse(kept) as Person);
}

async function ask(query: string, input: object): Promise<SessionTokens> {
  const response = await fetch(GRAPHQL_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables: { input } }),
    signal: AbortSignal.timeout(30_000),
  });
  const { data, errors } = (await response.json()) as Answer;
  const tokens = data?.answer?.tokens;
  if (tokens) return tokens;
  const reasons = [...(data?.answer?.userErrors ?? []), ...(errors ?? [])].map(({ message }) => message);
  throw new Error(reasons.join(' ') || `The server answered ${response.status}.`);
}
