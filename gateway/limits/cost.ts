import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;
type Size = (variables: Variables) => number;

/** What an operation costs with given variables; at least 1. */
export type OperationCost = (variables: Variables) => number;

/** A fixed part, and parts that come once for each entry of a list whose length the variables tell. */
interface Formula {
  readonly fixed: number;
  readonly parts: readonly { readonly size: Size; readonly entry: Formula }[];
}

/** What beginning one root field costs besides its answer: a write with its events, a stream with what it has missed. */
const ROOT_COST: Readonly<Record<OperationTypeNode, number>> = {
  [OperationTypeNode.QUERY]: 0,
  [OperationTypeNode.MUTATION]: 10,
  [OperationTypeNode.SUBSCRIPTION]: 10,
};

/** The arguments by which clients say how long a page is, how long it is without them, and the longest that there are. */
const PAGE_ARGUMENTS = ['first', 'last'];
const PAGE_LENGTH = 20;
const MAX_PAGE_LENGTH = 100;
/** What is assumed of lists whose length nobody can choose. */
const LIST_LENGTH = 5;

/**
 * Works out how the cost of an operation follows from its variables: 1 for each field of the largest answer that there may
 * be, with pages as long as the client asks for. Fragments on different types are all counted, and so is what `@skip` and
 * `@include` may leave out. `__typename` is free, and the schema's own lists count once.
 *
 * @param document valid, and within the limits, which bound how often its fragments are used
 */
export function compileCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationCost {
  const compiler = new CostCompiler(schema, document, operation);
  const formula = compiler.operation();
  return (variables) => Math.max(1, evaluate(formula, variables));
}

class CostCompiler {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
    this.#schema = schema;
    this.#operation = operation;
    this.#fragments = new Map(
      document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
    );
  }

  operation(): Formula {
    const { operation, selectionSet } = this.#operation;
    return this.#selections(selectionSet, this.#schema.getRootType(operation), null, ROOT_COST[operation]);
  }

  /** @param page how long the lists right below are; null when nobody has said */
  #selections(
    set: SelectionSetNode,
    parent: GraphQLNamedType | null | undefined,
    page: Size | null,
    each = 0,
  ): Formula {
    let sum: Formula = { fixed: 0, parts: [] };
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        sum = add(sum, this.#field(node, parent, page, each));
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
      if (!fragment) continue;
      const condition = fragment.typeCondition && this.#schema.getType(fragment.typeCondition.name.value);
      sum = add(sum, this.#selections(fragment.selectionSet, condition ?? parent, page, each));
    }
    return sum;
  }

  #field(node: FieldNode, parent: GraphQLNamedType | null | undefined, page: Size | null, each: number): Formula {
    const name = node.name.value;
    if (name === '__typename') return { fixed: 0, parts: [] };
    const own = { fixed: 1 + each, parts: [] };
    if (!node.selectionSet) return own;
    const isFielded = isObjectType(parent) || isInterfaceType(parent);
    const field = isFielded ? parent.getFields()[name] : undefined;
    // No type lists `__schema` and `__type`, so nothing below them is known for a list.
    if (!field) return add(own, this.#selections(node.selectionSet, undefined, null));
    const type = getNamedType(field.type);
    const ownPage = this.#pageOf(node, field);
    const isList = isListType(getNullableType(field.type)) && !isIntrospectionType(type);
    if (!isList) return add(own, this.#selections(node.selectionSet, type, ownPage));
    const size = ownPage ?? page ?? (() => LIST_LENGTH);
    return add(own, { fixed: 0, parts: [{ size, entry: this.#selections(node.selectionSet, type, null) }] });
  }

  #pageOf(node: FieldNode, field: GraphQLField<unknown, unknown>): Size | null {
    const known = field.args.filter(({ name }) => PAGE_ARGUMENTS.includes(name));
    if (known.length === 0) return null;
    const defaults = known.flatMap(({ defaultValue }) => (typeof defaultValue === 'number' ? [defaultValue] : []));
    const otherwise = defaults[0] ?? PAGE_LENGTH;
    const given = (node.arguments ?? []).filter(({ name }) => PAGE_ARGUMENTS.includes(name.value));
    const values = given.map(({ value }) => this.#numberOf(value));
    return (variables) => {
      const lengths = values.map((read) => read(variables)).filter((length) => length !== null);
      return Math.min(MAX_PAGE_LENGTH, lengths.length > 0 ? Math.max(0, ...lengths) : otherwise);
    };
  }

  #numberOf(node: ValueNode): (variables: Variables) => number | null {
    if (node.kind === Kind.INT) return () => Number(node.value);
    if (node.kind !== Kind.VARIABLE) return () => null;
    const name = node.name.value;
    const definition = this.#operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
    const { defaultValue } = definition ?? {};
    const otherwise = defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : null;
    return (variables) => {
      const value = variables[name];
      // Whatever is no number is refused later, or is null and stands for the subgraph's own default.
      return Number.isFinite(value) ? Number(value) : value === undefined ? otherwise : null;
    };
  }
}

function add(a: Formula, b: Formula): Formula {
  return { fixed: a.fixed + b.fixed, parts: b.parts.length === 0 ? a.parts : [...a.parts, ...b.parts] };
}

function evaluate({ fixed, parts }: Formula, variables: Variables): number {
  return parts.reduce((sum, { size, entry }) => sum + size(variables) * evaluate(entry, variables), fixed);
}
