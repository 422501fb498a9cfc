import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** The `DateTime` scalar: milliseconds since 1970 inside, ISO 8601 in UTC with milliseconds outside (RFC 3339 as input). */
export const DateTimeScalar = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  serialize: (value) => new Date(value as number).toISOString(),
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : null),
});

function read(value: unknown): number {
  const time = typeof value === 'string' && FORM.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new GraphQLError('A DateTime is written as in 2026-01-31T09:30:00.000Z.', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return time;
}
