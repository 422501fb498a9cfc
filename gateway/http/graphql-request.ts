import type { Request } from 'express';
import type { DocumentReference } from '../persisted/document-texts.ts';

/** The parameters of a request, in its body (POST) or in its address (GET). Their types are not yet checked. */
export class GraphqlRequest {
  readonly #body: unknown;
  /** Null for POST. */
  readonly #search: URLSearchParams | null;

  constructor(request: Request) {
    this.#body = request.body;
    this.#search =
      request.method === 'GET' ? new URL(request.originalUrl, 'http://gateway.invalid').searchParams : null;
  }

  /** What it says about its document. */
  get document(): DocumentReference {
    if (!this.#search) return isObject(this.#body) ? this.#body : {};
    const [query, documentId, extensions] = ['query', 'documentId', 'extensions'].map((name) =>
      this.#search?.get(name),
    );
    return { query, documentId, extensions: readJson(extensions) };
  }

  /** Which of the document's operations it wants; undefined when it does not say, or says no string. */
  get operationName(): string | undefined {
    const name = this.#search ? this.#search.get('operationName') : isObject(this.#body) && this.#body['operationName'];
    return typeof name === 'string' ? name : undefined;
  }

  /** The same request with its document in full, in the form in which Apollo Server takes it. */
  withText(text: string): { search: string; body: unknown } {
    if (this.#search) {
      const search = new URLSearchParams(this.#search);
      if (text !== '') {
        // One that is there twice stays, to be refused.
        if (search.getAll('query').length < 2) search.set('query', text);
        if (isObject(readJson(search.get('extensions')))) search.delete('extensions');
      }
      return { search: `${search}`, body: undefined };
    }
    if (!isObject(this.#body) || text === '') return { search: '', body: this.#body };
    const { extensions } = this.#body;
    if (!isObject(extensions)) return { search: '', body: { ...this.#body, query: text } };
    const { persistedQuery: _, ...others } = extensions;
    return { search: '', body: { ...this.#body, query: text, extensions: others } };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
