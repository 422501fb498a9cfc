import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { PageSizes } from './page-sizes.ts';

const pages = new PageSizes(10);
const check =
  (text: string, variables: Record<string, unknown> = {}, name?: string) =>
  () =>
    pages.check(parse(text), name, variables);

it.each<[string, Record<string, unknown>]>([
  ['{ a(first: 11) { id } }', {}],
  ['{ a { b(last: 11) { id } } }', {}],
  ['query ($n: Int) { a(first: $n) { id } }', { n: 11 }],
  ['query ($n: Int = 11) { a(first: $n) { id } }', {}],
  ['{ ...F } fragment F on Query { a(first: 11) { id } }', {}],
])('%s is refused with the limit and the value', (text, variables) => {
  expect(check(text, variables)).toThrowError(
    expect.objectContaining({ code: 'BAD_USER_INPUT', details: { limit: 10, value: 11 } }),
  );
});

it.each<[string, Record<string, unknown>]>([
  ['{ a(first: 10) { id } }', {}],
  ['{ a(limit: 11) { id } }', {}],
  ['query ($n: Int = 11) { a(first: $n) { id } }', { n: null }],
  ['query ($n: Int) { a(first: $n) { id } }', { n: 'text' }],
])('%s passes', (text, variables) => {
  expect(check(text, variables)).not.toThrow();
});

it('looks at the operation that is run, and remembers each', () => {
  const document = parse('query A { a(first: 11) { id } } query B { a(first: 1) { id } }');
  for (let round = 0; round < 2; round += 1) {
    expect(() => pages.check(document, 'A', {})).toThrow();
    expect(() => pages.check(document, 'B', {})).not.toThrow();
  }
});
