import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large something is, with its fragments counted wherever they are used. */
export interface Measures {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly fields: number;
  /** Fields that are not inside of another one. */
  readonly rootFields: number;
}

const NOTHING: Measures = { depth: 0, aliases: 0, directives: 0, fields: 0, rootFields: 0 };

/**
 * Measures the operations of one document. Each fragment is measured once, so that fragments which use each other twice
 * cost no more time than their text is long; only the sums grow.
 */
export class DocumentMeasure {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Fragment → its measures; null while it is being measured. */
  readonly #measured = new Map<string, Measures | null>();

  constructor(document: DocumentNode) {
    this.#fragments = new Map(
      document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
    );
  }

  operation(node: OperationDefinitionNode): Measures {
    const measures = this.#selections(node.selectionSet);
    const inVariables = node.variableDefinitions?.reduce((sum, { directives }) => sum + count(directives), 0) ?? 0;
    return { ...measures, directives: measures.directives + inVariables + count(node.directives) };
  }

  #selections(set: SelectionSetNode | undefined): Measures {
    let sum = NOTHING;
    for (const node of set?.selections ?? []) {
      const directives = count(node.directives);
      if (node.kind === Kind.FIELD) {
        const inner = this.#selections(node.selectionSet);
        sum = add(sum, {
          depth: inner.depth + 1,
          aliases: inner.aliases + (node.alias ? 1 : 0),
          directives: inner.directives + directives,
          fields: inner.fields + 1,
          rootFields: 1,
        });
      } else {
        const inner =
          node.kind === Kind.INLINE_FRAGMENT ? this.#selections(node.selectionSet) : this.#fragment(node.name.value);
        sum = add(sum, { ...inner, directives: inner.directives + directives });
      }
    }
    return sum;
  }

  #fragment(name: string): Measures {
    const known = this.#measured.get(name);
    if (known) return known;
    // A fragment that uses itself is refused by validation; here it only must not run for ever.
    if (known === null) return NOTHING;
    this.#measured.set(name, null);
    const fragment = this.#fragments.get(name);
    const inner = this.#selections(fragment?.selectionSet);
    const measures = { ...inner, directives: inner.directives + count(fragment?.directives) };
    this.#measured.set(name, measures);
    return measures;
  }
}

function add(a: Measures, b: Measures): Measures {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    fields: a.fields + b.fields,
    rootFields: a.rootFields + b.rootFields,
  };
}

const count = (directives: readonly DirectiveNode[] | undefined) => directives?.length ?? 0;
