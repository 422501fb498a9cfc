import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { BoundedCache } from '../bounded-cache.ts';

/** Which documents clients may name instead of sending them. */
export interface PersistedConfig {
  /** Hash → text, as the codegen of a client writes them down. */
  readonly documents: ReadonlyMap<string, string>;
  /** Whether nothing else is carried out. */
  readonly only: boolean;
  /** Characters of the texts that clients have brought along themselves and may name from then on. */
  readonly rememberedCharacters: number;
}

/** What a request says about its document. */
export interface DocumentReference {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

/** How a document's ID may begin: it tells how it was made. */
const ALGORITHM = /^sha256:/;

/** What clients of automatic persisted queries decide by: on it they send the text along. */
const NOT_FOUND_MESSAGE = 'PersistedQueryNotFound';

/**
 * Finds the text of a request's document: sent in full, or named by `documentId` or by
 * `extensions.persistedQuery.sha256Hash` (automatic persisted queries, APQ). It is the same over HTTP and sockets.
 */
export class DocumentTexts {
  readonly #config: PersistedConfig;
  readonly #listed: ReadonlySet<string>;
  /** Hash → text that a client has sent with it. */
  readonly #remembered: BoundedCache<string>;

  constructor(config: PersistedConfig) {
    this.#config = config;
    this.#listed = new Set(config.documents.values());
    this.#remembered = new BoundedCache(config.rememberedCharacters);
  }

  /**
   * The text to carry out; empty when the request has none.
   *
   * @throws GraphQLError FORBIDDEN when only listed documents are carried out, and this is none;
   *   PERSISTED_QUERY_NOT_FOUND when the text has to be sent along; BAD_REQUEST when it does not have the hash that is given
   */
  textOf(request: DocumentReference): string {
    const id = idOf(request);
    const text = typeof request.query === 'string' ? request.query : '';
    const listed = id === null ? undefined : this.#config.documents.get(id);
    // Whatever text comes with it: clients add `__typename` to what the codegen has hashed.
    if (listed !== undefined) return listed;
    if (this.#config.only) {
      if (this.#listed.has(text)) return text;
      throw onlyPersisted();
    }
    if (id === null) return text;
    if (text === '') {
      const remembered = this.#remembered.get(id);
      if (remembered === undefined) throw refusal(NOT_FOUND_MESSAGE, 'PERSISTED_QUERY_NOT_FOUND');
      return remembered;
    }
    if (createHash('sha256').update(text).digest('hex') !== id) {
      throw refusal('The hash that is given is not the SHA-256 of the document.', 'BAD_REQUEST');
    }
    this.#remembered.set(id, text, text.length);
    return text;
  }
}

/** @throws GraphQLError BAD_REQUEST when the ID has a form that is not known */
function idOf({ documentId, extensions }: DocumentReference): string | null {
  if (documentId !== undefined && documentId !== null) {
    if (typeof documentId !== 'string') throw refusal('`documentId` must be a string.', 'BAD_REQUEST');
    return documentId.replace(ALGORITHM, '');
  }
  const persisted = (extensions as { persistedQuery?: unknown } | null | undefined)?.persistedQuery;
  if (persisted === undefined || persisted === null) return null;
  const { version, sha256Hash } = persisted as { version?: unknown; sha256Hash?: unknown };
  if (version === 1 && typeof sha256Hash === 'string') return sha256Hash;
  throw refusal('`extensions.persistedQuery` must be `{ "version": 1, "sha256Hash": "..." }`.', 'BAD_REQUEST');
}

function onlyPersisted(): GraphQLError {
  return refusal(
    'Only persisted documents are carried out here, and this is none of them: name one by its hash, in `documentId` or in `extensions.persistedQuery.sha256Hash`.',
    'FORBIDDEN',
  );
}

function refusal(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
