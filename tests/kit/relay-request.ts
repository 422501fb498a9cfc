import { type FieldNode, type InlineFragmentNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import type { ConcreteRequest } from 'relay-runtime';

/**
 * What Relay's compiler makes of an operation without named fragments, lists and directives, which is enough for a test of
 * the network layer. Every selection of a composite type has to contain `__typename`.
 */
export function relayRequest(text: string): ConcreteRequest {
  const [operation] = parse(text).definitions as [OperationDefinitionNode];
  const name = operation.name?.value ?? '';
  const kind = operation.operation;
  const rootType = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const argumentDefinitions = (operation.variableDefinitions ?? []).map(({ variable }) => ({
    kind: 'LocalArgument',
    name: variable.name.value,
    defaultValue: null,
  }));
  const selections = operation.selectionSet.selections.map((node) => selection(node as FieldNode));
  return {
    kind: 'Request',
    fragment: { kind: 'Fragment', name, type: rootType, metadata: null, argumentDefinitions, selections },
    operation: { kind: 'Operation', name, argumentDefinitions, selections },
    params: { cacheID: name, id: null, name, operationKind: kind, text, metadata: {} },
  } as unknown as ConcreteRequest;
}

function selection(node: FieldNode | InlineFragmentNode): object {
  const selections = node.selectionSet?.selections.map((child) => selection(child as FieldNode | InlineFragmentNode));
  if (node.kind === Kind.INLINE_FRAGMENT) {
    return { kind: 'InlineFragment', type: node.typeCondition?.name.value, abstractKey: null, selections };
  }
  const name = node.name.value;
  const args = (node.arguments ?? []).map(({ name, value }) => ({
    kind: 'Variable',
    name: name.value,
    variableName: value.kind === Kind.VARIABLE ? value.name.value : '',
  }));
  const field = { alias: null, name, args, storageKey: null };
  if (!selections) return { kind: 'ScalarField', ...field };
  return { kind: 'LinkedField', ...field, concreteType: null, plural: false, selections };
}
