import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLType,
  type GraphQLUnionType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  print,
} from 'graphql';

/** A description on one line, fit for the cell of a table. */
export function prose(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim().replace(/\|/g, '\\|');
}

/** The page of a type; null for what GraphQL itself has. */
export function pageOf(type: GraphQLNamedType): string | null {
  if (isSpecifiedScalarType(type)) return null;
  if (isScalarType(type)) return 'scalars.md';
  if (isEnumType(type)) return 'enums.md';
  if (isInputObjectType(type)) return 'inputs.md';
  return isUnionType(type) ? 'unions.md' : 'objects.md';
}

/** A type as it is written, leading to its description. */
export function typeLink(type: GraphQLType): string {
  const named = getNamedType(type);
  const page = pageOf(named);
  return page === null ? `\`${type}\`` : `[\`${type}\`](${page}#${named.name.toLowerCase()})`;
}

/** A default, as it stands in SDL; empty when there is none. */
export function defaultOf(argument: GraphQLArgument | GraphQLInputField): string {
  const value = argument.defaultValue === undefined ? null : astFromValue(argument.defaultValue, argument.type);
  return value ? ` = \`${print(value)}\`` : '';
}

/** A row for each argument or field of an input. */
export function inputRows(inputs: readonly (GraphQLArgument | GraphQLInputField)[]): string[] {
  return inputs.map((input) =>
    row(`\`${input.name}\``, `${typeLink(input.type)}${defaultOf(input)}`, prose(input.description) + outdated(input)),
  );
}

/** A table without a heading of its first columns. */
export function table(first: string, rows: readonly string[]): string[] {
  return [row(first, 'type', ''), '| --- | --- | --- |', ...rows, ''];
}

/** A line of a table. */
export function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** What to say of something that is going. */
export function outdated({ deprecationReason }: { readonly deprecationReason?: string | null | undefined }): string {
  return deprecationReason ? ` **Deprecated:** ${prose(deprecationReason)}` : '';
}

/** A root field as SDL, without its descriptions. */
export function signature(field: GraphQLField<unknown, unknown>): string {
  const args = field.args.map(({ name, type }) => `${name}: ${type}`);
  const inline = `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}: ${field.type}`;
  return inline.length <= 100 ? inline : `${field.name}(\n  ${args.join('\n  ')}\n): ${field.type}`;
}

/** An enum: its values. */
export function enumSection(type: GraphQLEnumType): string[] {
  const rows = type.getValues().map((value) => row(`\`${value.name}\``, prose(value.description) + outdated(value)));
  return [...head(type), row('value', ''), '| --- | --- |', ...rows, ''];
}

/** A union: its members. */
export function unionSection(type: GraphQLUnionType): string[] {
  const rows = type.getTypes().map((member) => row(typeLink(member), prose(member.description)));
  return [...head(type), row('one of', ''), '| --- | --- |', ...rows, ''];
}

/** A scalar. */
export function scalarSection(type: GraphQLScalarType): string[] {
  return head(type);
}

/** A type's name and what it is. */
export function head(type: GraphQLNamedType | GraphQLObjectType): string[] {
  return [`## ${type.name}`, '', prose(type.description), ''];
}
