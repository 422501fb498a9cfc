import { type DocumentNode, GraphQLError, parse, specifiedRules, type ValidationRule, validate } from 'graphql';
import { BoundedCache } from '../bounded-cache.ts';
import type { OperationLimits } from '../config.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { explainTokenLimit, limitsRule, parseOptions } from './limits.ts';

/** A document that is valid, or what is wrong with it. */
export type CheckedDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** Characters of document text that are remembered with what was found. */
const REMEMBERED_CHARACTERS = 4_000_000;

/** Parses and checks the documents that come over sockets, each text once. */
export class Documents {
  readonly #supergraph: Supergraph;
  readonly #limits: OperationLimits;
  readonly #rules: readonly ValidationRule[];
  readonly #checked = new BoundedCache<CheckedDocument>(REMEMBERED_CHARACTERS);

  /** @param extraRules rules beside those of GraphQL and the limits */
  constructor(supergraph: Supergraph, limits: OperationLimits, extraRules: readonly ValidationRule[]) {
    this.#supergraph = supergraph;
    this.#limits = limits;
    this.#rules = [...specifiedRules, limitsRule(limits), ...extraRules];
  }

  /** Checks the text of a document. */
  check(text: string): CheckedDocument {
    const known = this.#checked.get(text);
    if (known) return known;
    const checked = this.#parse(text);
    this.#checked.set(text, checked, text.length);
    return checked;
  }

  #parse(text: string): CheckedDocument {
    let document: DocumentNode;
    try {
      document = parse(text, parseOptions(this.#limits));
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const explained = explainTokenLimit(error, this.#limits);
      return { errors: [withCode(explained, 'GRAPHQL_PARSE_FAILED')] };
    }
    const errors = validate(this.#supergraph.apiSchema, document, this.#rules);
    if (errors.length === 0) return { document };
    return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  if (error.extensions['code'] !== undefined) return error;
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code },
  });
}
