import { type ASTVisitor, GraphQLError, type ParseOptions, type ValidationRule } from 'graphql';
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

/** Validation rule that refuses operations beyond the limits. Each refusal says the limit and what was found. */
export function limitsRule(limits: OperationLimits): ValidationRule {
  return (context): ASTVisitor => {
    const measure = new DocumentMeasure(context.getDocument());
    return {
      OperationDefinition(node) {
        const found = measure.operation(node);
        for (const [name, what] of Object.entries(NAMES) as [keyof Measures, string][]) {
          if (found[name] > limits[name]) context.reportError(tooLarge(name, what, limits[name], found[name]));
        }
      },
    };
  };
}

/** How documents are parsed, over HTTP and over sockets alike. */
export function parseOptions(limits: OperationLimits): ParseOptions {
  return { maxTokens: limits.tokens };
}

/** Gives the parser's refusal of a long document the form of the other limits; any other error is returned as it is. */
export function explainTokenLimit(error: GraphQLError, limits: OperationLimits): GraphQLError {
  if (!TOO_MANY_TOKENS.test(error.message)) return error;
  return new GraphQLError(`The document has more than ${limits.tokens} tokens, which is the most that is taken.`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', limit: limits.tokens },
  });
}

function tooLarge(name: keyof Measures, what: string, limit: number, value: number): GraphQLError {
  const found = Number.isFinite(value) ? String(value) : 'countless';
  return new GraphQLError(
    `The operation has ${found} ${what}; at most ${limit} ${limit === 1 ? 'is' : 'are'} taken (limit \`${name}\`).`,
    {
      extensions: {
        code: 'GRAPHQL_VALIDATION_FAILED',
        limit,
        value: Number.isFinite(value) ? value : Number.MAX_SAFE_INTEGER,
      },
    },
  );
}
