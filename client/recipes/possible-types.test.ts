import { readFileSync } from 'node:fs';
import { buildSchema, isAbstractType } from 'graphql';
import { expect, test } from 'vitest';
import { POSSIBLE_TYPES } from './possible-types.ts';

test('the unions are those of the API', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
  const unions = Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .filter(({ name }) => !name.startsWith('__'))
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)] as const);
  expect(POSSIBLE_TYPES).toEqual(Object.fromEntries(unions));
});
