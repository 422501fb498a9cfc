import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import type { FieldFacts } from './facts.ts';
import {
  enumSection,
  head,
  inputRows,
  outdated,
  prose,
  row,
  scalarSection,
  signature,
  table,
  typeLink,
  unionSection,
} from './markdown.ts';

type Facts = ReadonlyMap<string, FieldFacts>;

const MADE = '<!-- Made by `npm run generate` from schema/*.graphql and the permissions of the subgraphs. -->';
const EVERYBODY = 'anonymous';

/**
 * The reference of an API, a page for each kind of thing.
 *
 * @returns name of the file → its text
 */
export function referencePages(schema: GraphQLSchema, facts: Facts): Record<string, string> {
  const roots = [
    ['queries', 'Queries', schema.getQueryType()],
    ['mutations', 'Mutations', schema.getMutationType()],
    ['subscriptions', 'Subscriptions', schema.getSubscriptionType()],
  ] as const;
  const rootTypes = new Set<GraphQLNamedType | null | undefined>(roots.map(([, , type]) => type));
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !rootTypes.has(type))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  const pages = {
    ...Object.fromEntries(roots.map(([name, title, type]) => [name, rootPage(title, type, facts)])),
    objects: page(
      'Objects',
      types.filter(isObjectType).map((type) => objectSection(type, facts)),
    ),
    unions: page('Unions', types.filter(isUnionType).map(unionSection)),
    inputs: page(
      'Inputs',
      types
        .filter(isInputObjectType)
        .map((type) => [...head(type), ...table('field', inputRows(Object.values(type.getFields())))]),
    ),
    enums: page('Enums', types.filter(isEnumType).map(enumSection)),
    scalars: page(
      'Scalars',
      types
        .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
        .map((type) => (isScalarType(type) ? scalarSection(type) : [])),
    ),
  };
  return { 'README.md': index(roots.map(([name, title, type]) => [name, title, fieldsOf(type)])), ...mapKeys(pages) };
}

function mapKeys(pages: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(pages).map(([name, text]) => [`${name}.md`, text]));
}

function index(roots: readonly (readonly [string, string, readonly GraphQLField<unknown, unknown>[]])[]): string {
  const lines = [
    '# Reference',
    '',
    MADE,
    '',
    'Every field, argument, type and value of the API. How they are used stands in the guide, `../README.md`.',
    '',
  ];
  for (const [name, title, fields] of roots) {
    lines.push(`## ${title}`, '', row('', ''), '| --- | --- |');
    for (const field of fields) {
      const [sentence = ''] = prose(field.description).split(/(?<=\.) /);
      lines.push(row(`[\`${field.name}\`](${name}.md#${field.name.toLowerCase()})`, sentence));
    }
    lines.push('');
  }
  lines.push(
    '## Types',
    '',
    '[Objects](objects.md), [unions](unions.md), [inputs](inputs.md), [enums](enums.md), [scalars](scalars.md)',
    '',
  );
  return text(lines);
}

function rootPage(title: string, type: GraphQLObjectType | null | undefined, facts: Facts): string {
  return page(
    title,
    fieldsOf(type).map((field) => {
      const about = facts.get(`${type?.name}.${field.name}`);
      return [
        `## ${field.name}`,
        '',
        '```graphql',
        signature(field),
        '```',
        '',
        prose(field.description) + outdated(field),
        '',
        `Gives ${typeLink(field.type)}. ${whoMay(about?.roles)}`,
        '',
        ...(field.args.length > 0 ? table('argument', inputRows(field.args)) : []),
      ];
    }),
  );
}

function objectSection(type: GraphQLObjectType, facts: Facts): string[] {
  const fields = fieldsOf(type);
  const rows = fields.map((field) => {
    const about = facts.get(`${type.name}.${field.name}`);
    const mark = about?.isViewers ? ' _Depends on who asks._' : '';
    const args = field.args.length > 0 ? '(…)' : '';
    return row(`\`${field.name}${args}\``, typeLink(field.type), prose(field.description) + outdated(field) + mark);
  });
  const args = fields
    .filter((field) => field.args.length > 0)
    .flatMap((field) => [`Arguments of \`${field.name}\`:`, '', ...table('argument', inputRows(field.args))]);
  return [...head(type), ...table('field', rows), ...args];
}

function whoMay(roles: readonly string[] | null | undefined): string {
  if (!roles || roles.includes(EVERYBODY)) return 'Everybody may, signed in or not.';
  return `Who may: ${roles.map((role) => `\`${role}\``).join(', ')}.`;
}

function fieldsOf(type: GraphQLObjectType | null | undefined): GraphQLField<unknown, unknown>[] {
  return Object.values(type?.getFields() ?? {});
}

function page(title: string, sections: readonly (readonly string[])[]): string {
  return text([`# ${title}`, '', MADE, '', ...sections.flat()]);
}

const text = (lines: readonly string[]) => `${lines.join('\n').trimEnd()}\n`;
