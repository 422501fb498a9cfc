import {
  type DocumentNode,
  GraphQLError,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  OperationTypeNode,
  Source,
  TokenKind,
} from 'graphql';
import type { OperationLimits } from '../config.ts';
import { DocumentMeasure, type Measures } from './measure.ts';

/** What each limit is called in messages. */
const NAMES: Readonly<Record<keyof Measures, string>> = {
  depth: 'levels of fields',
  aliases: 'aliases',
  directives: 'directives',
  fields: 'fields',
  rootFields: 'fields at its root',
};

/** How graphql-js says that a document has more tokens than `maxTokens`; it has no code for it. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more th?at \d+ tokens/;

const CONDITIONS = new Set(['skip', 'include']);

/**
 * Finds what must be refused before a document is validated, because validation itself would take too long or fail:
 * operations beyond the limits, and subscriptions whose one field is conditional (GraphQL specification, "Single Root
 * Field").
 *
 * @returns each refusal says the limit and what was found
 */
export function checkLimits(document: DocumentNode, limits: OperationLimits): GraphQLError[] {
  const measure = new DocumentMeasure(document);
  return document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? [...tooLarge(measure.operation(node), limits), ...conditionalRoot(node, document)]
      : [],
  );
}

/**
 * Gives the parser's refusal of a long document the form of the other limits; null for any other error.
 *
 * @param text of the document, whose tokens are counted up to where it stops being GraphQL
 */
export function explainTokenLimit(error: GraphQLError, text: string, limits: OperationLimits): GraphQLError | null {
  if (!TOO_MANY_TOKENS.test(error.message)) return null;
  return tooMany('tokens', 'tokens', limits.tokens, countTokens(text));
}

function countTokens(text: string): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  try {
    while (lexer.advance().kind !== TokenKind.EOF) count += 1;
  } catch {
    // What follows is no GraphQL: so much was found before it.
  }
  return count;
}

function tooMany(name: string, what: string, limit: number, value: number): GraphQLError {
  const message = `The operation has ${value} ${what}; at most ${limit} are taken (limit \`${name}\`).`;
  return new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', limit, value } });
}

function tooLarge(found: Measures, limits: OperationLimits): GraphQLError[] {
  return (Object.entries(NAMES) as [keyof Measures, string][]).flatMap(([name, what]) => {
    const limit = limits[name];
    // Fragments that use each other can come to more than a number can say.
    const value = Math.min(found[name], Number.MAX_SAFE_INTEGER);
    return value <= limit ? [] : [tooMany(name, what, limit, value)];
  });
}

function conditionalRoot(operation: OperationDefinitionNode, document: DocumentNode): GraphQLError[] {
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return [];
  const seen = new Set<string>();
  const isConditional = ({ selectionSet }: Pick<OperationDefinitionNode, 'selectionSet'>): boolean =>
    selectionSet.selections.some((node) => {
      if (node.directives?.some(({ name }) => CONDITIONS.has(name.value))) return true;
      if (node.kind === Kind.INLINE_FRAGMENT) return isConditional(node);
      if (node.kind === Kind.FIELD || seen.has(node.name.value)) return false;
      seen.add(node.name.value);
      const fragment = document.definitions.find(
        (other) => other.kind === Kind.FRAGMENT_DEFINITION && other.name.value === node.name.value,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION && isConditional(fragment);
    });
  if (!isConditional(operation)) return [];
  return [
    new GraphQLError('The field of a subscription cannot be skipped or included.', {
      nodes: operation,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    }),
  ];
}
