import {
  type DocumentNode,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { BoundedCache } from '../bounded-cache.ts';
import type { OperationLimits } from '../config.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { checkLimits, explainTokenLimit } from './limits.ts';

/** A document that is valid, or what is wrong with it: it is beyond the limits, or no valid one. */
export type CheckedDocument =
  | { readonly document: DocumentNode }
  | { readonly errors: readonly GraphQLError[]; readonly reason: 'limits' | 'invalid' };

/** How documents are checked. */
export interface DocumentRules {
  readonly limits: OperationLimits;
  /** Whether clients may ask for the schema. Where they may not, no error makes a guess at its names either. */
  readonly introspection: boolean;
}

/** Characters of document text that are remembered with what was found. */
const REMEMBERED_CHARACTERS = 4_000_000;

/** A person reads no more, and to write hundreds of complaints costs more than to send them. */
const MAX_ERRORS = 5;

/** How graphql-js guesses at what was meant. */
const GUESS = / ?Did you mean .+\?/;

/** Parses and checks the documents of clients, each text once. */
export class Documents {
  #supergraph: Supergraph;
  readonly #options: DocumentRules;
  readonly #rules: readonly ValidationRule[];
  /** Text → what was found. */
  #checked = new BoundedCache<CheckedDocument>(REMEMBERED_CHARACTERS);

  constructor(supergraph: Supergraph, options: DocumentRules) {
    this.#supergraph = supergraph;
    this.#options = options;
    this.#rules = options.introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  }

  /** Checks against another version from now on. */
  use(supergraph: Supergraph): void {
    this.#supergraph = supergraph;
    this.#checked = new BoundedCache<CheckedDocument>(REMEMBERED_CHARACTERS);
  }

  /** Checks a text: its limits first, since validation itself could take too long. */
  check(text: string): CheckedDocument {
    const known = this.#checked.get(text);
    if (known) return known;
    const checked = this.#check(text);
    this.#checked.set(text, checked, text.length);
    return checked;
  }

  #check(text: string): CheckedDocument {
    const { limits } = this.#options;
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: limits.tokens });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const tooLong = explainTokenLimit(error, text, limits);
      if (tooLong) return { errors: [tooLong], reason: 'limits' };
      return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')], reason: 'invalid' };
    }
    const refusals = checkLimits(document, limits);
    if (refusals.length > 0) return { errors: refusals, reason: 'limits' };
    const errors = validate(this.#supergraph.apiSchema, document, this.#rules, { maxErrors: MAX_ERRORS });
    if (errors.length === 0) return { document };
    return { errors: errors.map((error) => this.#invalid(error)), reason: 'invalid' };
  }

  #invalid(error: GraphQLError): GraphQLError {
    const message = this.#options.introspection ? error.message : error.message.replace(GUESS, '');
    return withCode(error, 'GRAPHQL_VALIDATION_FAILED', message);
  }
}

function withCode(error: GraphQLError, code: string, message = error.message): GraphQLError {
  const { nodes, source, positions } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code },
  });
}
