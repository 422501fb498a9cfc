import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

/** An entry of `errors` in an answer. */
export interface Fault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly retryAfterMs?: number };
}

/** What the server said to one operation. */
export interface Answer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly data: Data | null | undefined;
  readonly errors: readonly Fault[];
  /** The codes of `errors`, `NONE` for one without a code. */
  readonly codes: readonly string[];
}

/** No answer came: whether the operation took effect is not known. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** An answer was not the one that a test counts on. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** Variables may be left out where an operation has none that it needs. */
export type VariableArguments<Variables> = Record<never, never> extends Variables ? [Variables?] : [Variables];

const TIMEOUT_MS = 60_000;

/** Speaks GraphQL over HTTP as one person, or as nobody. */
export class Client {
  /**
   * @param url of the GraphQL endpoint
   * @param token an access token; null asks as nobody
   */
  constructor(
    readonly url: string,
    readonly token: string | null = null,
  ) {}

  /** The same server, as somebody else. */
  as(token: string | null): Client {
    return new Client(this.url, token);
  }

  /** Carries out an operation and gives its answer as it is. @throws Unanswered */
  ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    ...[variables]: VariableArguments<Variables>
  ): Promise<Answer<Data>> {
    return this.post<Data>({ query: print(document), variables: variables ?? {} });
  }

  /** Carries out an operation that must succeed and gives its data. @throws Unanswered, UnexpectedAnswer on any error */
  async get<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    ...[variables]: VariableArguments<Variables>
  ): Promise<Data> {
    const answer = await this.post<Data>({ query: print(document), variables: variables ?? {} });
    if (answer.errors.length > 0 || !answer.data) throw new UnexpectedAnswer(JSON.stringify(answer));
    return answer.data;
  }

  /** Carries out an operation that the types do not know, such as a wrong one. @throws Unanswered */
  text(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    return this.post({ query, variables });
  }

  /** Sends any body as JSON. @throws Unanswered when there is no answer, UnexpectedAnswer when it is not GraphQL's */
  async post<Data = Record<string, unknown>>(body: unknown): Promise<Answer<Data>> {
    const { status, text } = await this.raw(JSON.stringify(body));
    let json: { data?: Data | null; errors?: readonly Fault[] };
    try {
      json = JSON.parse(text) as typeof json;
    } catch {
      throw new UnexpectedAnswer(`${status}: ${text.slice(0, 500)}`);
    }
    const errors = json.errors ?? [];
    const codes = errors.map((error) => error.extensions?.code ?? 'NONE');
    return { status, data: json.data, errors, codes };
  }

  /** Sends bytes as they are. @throws Unanswered */
  async raw(
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string; headers: Headers }> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
          ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
          ...headers,
        },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status: response.status, text: await response.text(), headers: response.headers };
    } catch (error) {
      throw new Unanswered('There was no answer.', { cause: error });
    }
  }
}
