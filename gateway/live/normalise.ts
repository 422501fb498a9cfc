import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getNullableType,
  getOperationAST,
  Kind,
  OperationTypeNode,
  parseType,
  type SelectionSetNode,
  type VariableDefinitionNode,
  type VariableNode,
  visit,
} from 'graphql';
import type { Supergraph } from '../federation/supergraph.ts';
import { AFTER_ARGUMENT, AFTER_VARIABLE, RESERVED_PREFIX } from './contract.ts';

/** A subscription in the form in which it is compared with others: nothing in it depends on where the client begins. */
export interface NormalisedSubscription {
  /** The name of the subscription's field, and the name that its results go by. */
  readonly field: string;
  readonly responseName: string;
  /** The arguments as they are written, `after` left out. */
  readonly arguments: readonly ArgumentNode[];
  /** Where the client wants to begin: a value, a variable, or null. */
  readonly after: ArgumentNode | null;
  /** What is selected of each item. */
  readonly selectionSet: SelectionSetNode;
  readonly fragments: readonly FragmentDefinitionNode[];
  /** The variables that are used; {@link AFTER_VARIABLE} is not among them. */
  readonly variables: readonly VariableDefinitionNode[];
  /** The type of the argument `after`; null when the field does not take it. */
  readonly afterType: string | null;
}

/**
 * Takes a valid subscription apart.
 *
 * @throws GraphQLError BAD_USER_INPUT for what cannot be made live, and says what
 */
export function normaliseSubscription(
  supergraph: Supergraph,
  document: DocumentNode,
  operationName: string | null | undefined,
): NormalisedSubscription {
  const operation = getOperationAST(document, operationName);
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const fields = operation ? rootFields(operation.selectionSet, fragments) : [];
  const [first] = fields;
  if (!first) throw refused('A subscription selects one field.');
  for (const { variable } of operation?.variableDefinitions ?? []) {
    if (variable.name.value.startsWith(RESERVED_PREFIX)) {
      throw refused(`Names of variables that begin with \`${RESERVED_PREFIX}\` are taken.`);
    }
  }
  const selectionSet: SelectionSetNode = {
    kind: Kind.SELECTION_SET,
    selections: fields.flatMap((field) => field.selectionSet?.selections ?? []),
  };
  const given = first.arguments ?? [];
  const args = given.filter(({ name }) => name.value !== AFTER_ARGUMENT);
  const used = usedFragments(selectionSet, fragments);
  const variables = usedVariables([...args, selectionSet, ...used]);
  const definition = supergraph.apiSchema.getSubscriptionType()?.getFields()[first.name.value];
  const afterArgument = definition?.args.find(({ name }) => name === AFTER_ARGUMENT);
  return {
    field: first.name.value,
    responseName: (first.alias ?? first.name).value,
    arguments: args,
    after: given.find(({ name }) => name.value === AFTER_ARGUMENT) ?? null,
    selectionSet,
    fragments: used,
    variables: (operation?.variableDefinitions ?? []).filter(({ variable }) => variables.has(variable.name.value)),
    afterType: afterArgument ? getNullableType(afterArgument.type).toString() : null,
  };
}

/**
 * Writes an operation around one root field: the subscription's own or another with the same arguments. `after` is the
 * variable {@link AFTER_VARIABLE}.
 */
export function writeOperation(
  subscription: NormalisedSubscription,
  operation: OperationTypeNode,
  field: string,
  selectionSet: SelectionSetNode,
): DocumentNode {
  const after: VariableNode = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: AFTER_VARIABLE } };
  const afterArgument: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: AFTER_ARGUMENT },
    value: after,
  };
  const { afterType, variables } = subscription;
  const afterDefinition: VariableDefinitionNode[] =
    afterType === null ? [] : [{ kind: Kind.VARIABLE_DEFINITION, variable: after, type: parseType(afterType) }];
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation,
        variableDefinitions: [...variables, ...afterDefinition],
        selectionSet: {
          kind: Kind.SELECTION_SET,
          selections: [
            {
              kind: Kind.FIELD,
              alias: { kind: Kind.NAME, value: subscription.responseName },
              name: { kind: Kind.NAME, value: field },
              arguments: afterType === null ? subscription.arguments : [...subscription.arguments, afterArgument],
              ...(selectionSet.selections.length > 0 && { selectionSet }),
            },
          ],
        },
      },
      ...subscription.fragments,
    ],
  };
}

/** The subscription itself, with {@link AFTER_VARIABLE}. */
export function writeSubscription(subscription: NormalisedSubscription): DocumentNode {
  return writeOperation(subscription, OperationTypeNode.SUBSCRIPTION, subscription.field, subscription.selectionSet);
}

/** The fields at the root, wherever they are written. Validation has seen that all of them give the same result. */
function rootFields(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): FieldNode[] {
  return set.selections.flatMap((node): FieldNode[] => {
    if (node.kind === Kind.FIELD) return [node];
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    return inner ? rootFields(inner.selectionSet, fragments) : [];
  });
}

function usedFragments(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const used = new Map<string, FragmentDefinitionNode>();
  const collect = (node: SelectionSetNode) =>
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (!fragment || used.has(name.value)) return;
        used.set(name.value, fragment);
        collect(fragment.selectionSet);
      },
    });
  collect(set);
  return [...used.values()];
}

/** The names of the variables in parts of a document. */
export function usedVariables(
  nodes: readonly (ArgumentNode | SelectionSetNode | FragmentDefinitionNode)[],
): Set<string> {
  const used = new Set<string>();
  for (const node of nodes) {
    visit(node, {
      Variable({ name }) {
        used.add(name.value);
      },
    });
  }
  return used;
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
