import { createHash } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type DocumentReference, DocumentTexts } from './document-texts.ts';

const LISTED = '{ me { id } }';
const OTHER = '{ rooms { id } }';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const named = (sha256Hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const documents = new Map([['listed-id', LISTED]]);

/** The text, or the code of the refusal. */
function find(texts: DocumentTexts, request: DocumentReference): string {
  try {
    return texts.textOf(request);
  } catch (error) {
    return String((error as GraphQLError).extensions['code']);
  }
}

describe('documents that clients may name', () => {
  const open = new DocumentTexts({ documents, only: false, rememberedCharacters: 40 });

  it.each<[string, DocumentReference]>([
    ['documentId', { documentId: 'listed-id' }],
    ['documentId with its algorithm', { documentId: 'sha256:listed-id' }],
    ['the extension', named('listed-id')],
    ['both a name and a text with more fields', { query: '{ me { id __typename } }', ...named('listed-id') }],
  ])('are found by %s', (_, request) => {
    expect(find(open, request)).toBe(LISTED);
  });

  it('are remembered once they were sent along, as long as there is room', () => {
    expect(find(open, named(hash(OTHER)))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(find(open, { query: OTHER, ...named(hash(OTHER)) })).toBe(OTHER);
    expect(find(open, named(hash(OTHER)))).toBe(OTHER);
    const longer = `${OTHER} # ${'x'.repeat(10)}`;
    expect(find(open, { query: longer, ...named(hash(longer)) })).toBe(longer);
    expect(find(open, named(hash(OTHER)))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('are refused under the hash of another', () => {
    expect(find(open, { query: OTHER, ...named(hash(LISTED)) })).toBe('BAD_REQUEST');
  });

  it.each<[DocumentReference]>([
    [{ documentId: 7 }],
    [named(7)],
    [{ extensions: { persistedQuery: { version: 2, sha256Hash: 'x' } } }],
    [{ extensions: { persistedQuery: 'x' } }],
  ])('need a name of a known form: %j', (request) => {
    expect(find(open, request)).toBe('BAD_REQUEST');
  });

  it('need no name', () => {
    expect(find(open, { query: OTHER })).toBe(OTHER);
    expect(find(open, { query: OTHER, extensions: null, documentId: null })).toBe(OTHER);
    expect(find(open, {})).toBe('');
  });
});

describe('listed documents alone', () => {
  const closed = new DocumentTexts({ documents, only: true, rememberedCharacters: 1000 });

  it('are carried out, by name or in full', () => {
    for (const request of [{ documentId: 'listed-id' }, named('listed-id'), { query: LISTED }]) {
      expect(find(closed, request)).toBe(LISTED);
    }
  });

  it('leave nothing else, whatever it is called', () => {
    for (const request of [{ query: OTHER }, { query: OTHER, ...named(hash(OTHER)) }, named(hash(OTHER)), {}]) {
      expect(find(closed, request)).toBe('FORBIDDEN');
    }
  });
});
