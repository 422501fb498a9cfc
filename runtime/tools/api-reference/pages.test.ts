import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { schemaFile } from '../../schema-files.ts';
import { fieldFacts } from './facts.ts';
import { referencePages } from './pages.ts';

const SDL = `
type Query {
  "Everybody's."
  open(
    "How | many."
    first: Int = 20
  ): [Thing!]!
  "For admins. And more."
  closed: Kind @deprecated(reason: "Use \`open\`. Removed after 2030-01-31.")
}
"A thing."
type Thing {
  "Mine."
  mine: Boolean! @viewer
}
enum Kind {
  "The one."
  ONE
}
directive @viewer on FIELD_DEFINITION
`;
const permissions = { 'Query.open': ['anonymous', 'admin'], 'Query.closed': ['admin', 'audience'] } as const;
const pages = referencePages(buildSchema(SDL), fieldFacts([{ sdl: SDL, permissions }]));

test('a root field says what it takes, what it gives and who may', () => {
  const queries = pages['queries.md'] ?? '';
  expect(queries).toContain('```graphql\nopen(first: Int): [Thing!]!\n```');
  expect(queries).toContain('Gives [`[Thing!]!`](objects.md#thing). Everybody may, signed in or not.');
  expect(queries).toContain('| `first` | `Int` = `20` | How \\| many. |');
  expect(queries).toContain('For admins. And more. **Deprecated:** Use `open`. Removed after 2030-01-31.');
  expect(queries).toContain('Gives [`Kind`](enums.md#kind). Who may: `admin`.');
  expect(pages['README.md']).toContain('| [`closed`](queries.md#closed) | For admins. |');
});

test('what depends on who asks is marked', () => {
  expect(pages['objects.md']).toContain('| `mine` | `Boolean!` | Mine. _Depends on who asks._ |');
});

test('everything of the API is there, and every link leads somewhere', () => {
  const api = buildSchema(readFileSync(schemaFile('api.graphql'), 'utf8'));
  const reference = referencePages(api, new Map());
  const all = Object.values(reference).join('\n');
  for (const type of Object.values(api.getTypeMap()).filter(({ name }) => !name.startsWith('__'))) {
    if (isEnumType(type)) for (const { name } of type.getValues()) expect(all).toContain(`| \`${name}\` |`);
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    for (const name of Object.keys(type.getFields())) expect(all).toMatch(new RegExp(`^(\\| \`|## )${name}\\b`, 'm'));
  }
  const links = [...all.matchAll(/\]\((\w+\.md)#(\w+)\)/g)];
  expect(links.length).toBeGreaterThan(100);
  for (const [, page = '', anchor = ''] of links) {
    expect(reference[page]?.toLowerCase(), `${page}#${anchor}`).toContain(`\n## ${anchor}\n`);
  }
});
