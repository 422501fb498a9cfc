import { type DocumentNode, getOperationAST, Kind, type OperationDefinitionNode, type ValueNode, visit } from 'graphql';
import { LynkError } from '#platform/errors/errors.ts';

type Variables = Readonly<Record<string, unknown>>;

/** The arguments by which clients say how long a page is. */
const PAGE_ARGUMENTS = new Set(['first', 'last']);

/** Refuses operations that ask for longer pages than there are. */
export class PageSizes {
  readonly #limit: number;
  /** Document → what reads the length of each of its pages. Documents are kept by those who parse them. */
  readonly #readers = new WeakMap<DocumentNode, Map<string, ReturnType<typeof pageReaders>>>();

  /** @param limit the longest page */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Looks at all pages of an operation of a valid document.
   *
   * @throws LynkError BAD_USER_INPUT that says the limit and the longest page
   */
  check(document: DocumentNode, operationName: string | null | undefined, variables: Variables): void {
    const longest = Math.max(0, ...this.#readersOf(document, operationName).map((read) => read(variables)));
    if (longest <= this.#limit) return;
    throw new LynkError(
      'BAD_USER_INPUT',
      `A page of ${longest} is asked for; at most ${this.#limit} is taken (limit \`page\`).`,
      { limit: this.#limit, value: longest },
    );
  }

  #readersOf(document: DocumentNode, operationName: string | null | undefined) {
    const name = operationName ?? '';
    const known = this.#readers.get(document) ?? new Map<string, ReturnType<typeof pageReaders>>();
    const found = known.get(name) ?? pageReaders(document, getOperationAST(document, operationName));
    this.#readers.set(document, known.set(name, found));
    return found;
  }
}

/** Reads the lengths that an operation names; what is no number is left to the subgraphs. */
function pageReaders(document: DocumentNode, operation: OperationDefinitionNode | null | undefined) {
  const values: ValueNode[] = [];
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION && node !== operation) continue;
    visit(node, {
      enter: (inner) => {
        if (inner.kind === Kind.ARGUMENT && PAGE_ARGUMENTS.has(inner.name.value)) values.push(inner.value);
      },
    });
  }
  return values.map((value) => (variables: Variables) => numberOf(value, operation, variables));
}

function numberOf(value: ValueNode, operation: OperationDefinitionNode | null | undefined, variables: Variables) {
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind !== Kind.VARIABLE) return 0;
  const name = value.name.value;
  const given = variables[name];
  if (given !== undefined) return Number.isFinite(given) ? Number(given) : 0;
  const definition = operation?.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return definition?.defaultValue?.kind === Kind.INT ? Number(definition.defaultValue.value) : 0;
}
