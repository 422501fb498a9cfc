import { type DocumentNode, GraphQLError, parse, specifiedRules, type ValidationRule, validate } from 'graphql';
import { BoundedCache } from '../bounded-cache.ts';
import type { OperationLimits } from '../config.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { checkLimits, explainTokenLimit } from './limits.ts';

/** A document that is valid, or what is wrong with it. */
export type CheckedDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** What is known of a text. */
interface Entry {
  /** The document, or why it has none. */
  readonly parsed: CheckedDocument;
  /** What is refused without further looking. */
  readonly refusals: readonly GraphQLError[];
  /** The outcome of validation, once somebody wanted it. */
  checked?: CheckedDocument;
}

/** Characters of document text that are remembered with what was found. */
const REMEMBERED_CHARACTERS = 4_000_000;

/** Parses and checks the documents of clients, each text once. */
export class Documents {
  #supergraph: Supergraph;
  readonly #limits: OperationLimits;
  readonly #rules: readonly ValidationRule[];
  #entries = new BoundedCache<Entry>(REMEMBERED_CHARACTERS);

  /** @param extraRules rules beside those of GraphQL */
  constructor(supergraph: Supergraph, limits: OperationLimits, extraRules: readonly ValidationRule[]) {
    this.#supergraph = supergraph;
    this.#limits = limits;
    this.#rules = [...specifiedRules, ...extraRules];
  }

  /** Checks against another version from now on. */
  use(supergraph: Supergraph): void {
    this.#supergraph = supergraph;
    this.#entries = new BoundedCache<Entry>(REMEMBERED_CHARACTERS);
  }

  /** Checks a text in full. */
  check(text: string): CheckedDocument {
    const entry = this.#entry(text);
    entry.checked ??= this.#validate(entry);
    return entry.checked;
  }

  /** Why a text is refused before it is validated; empty when it is not, or when it cannot be parsed. */
  refusals(text: string): readonly GraphQLError[] {
    return this.#entry(text).refusals;
  }

  #entry(text: string): Entry {
    const known = this.#entries.get(text);
    if (known) return known;
    const entry = this.#parse(text);
    this.#entries.set(text, entry, text.length);
    return entry;
  }

  #parse(text: string): Entry {
    try {
      const document = parse(text, { maxTokens: this.#limits.tokens });
      return { parsed: { document }, refusals: checkLimits(document, this.#limits) };
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const tooLong = explainTokenLimit(error, this.#limits);
      return {
        parsed: { errors: [tooLong ?? withCode(error, 'GRAPHQL_PARSE_FAILED')] },
        refusals: tooLong ? [tooLong] : [],
      };
    }
  }

  #validate({ parsed, refusals }: Entry): CheckedDocument {
    if ('errors' in parsed) return parsed;
    if (refusals.length > 0) return { errors: refusals };
    const errors = validate(this.#supergraph.apiSchema, parsed.document, this.#rules);
    if (errors.length === 0) return parsed;
    return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
  }
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code },
  });
}
