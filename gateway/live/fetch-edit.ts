import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type FieldNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { controlName } from './contract.ts';

/** A field that the gateway fetches under a name of its own. */
export function controlSelection(field: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: controlName(field) },
    name: { kind: Kind.NAME, value: field },
  };
}

/**
 * Adds selections to a fetch of a plan. Clients may not see all of these fields, so they cannot be planned: they are
 * written into the text that goes to the subgraph, and the executor leaves out of the answer what was not asked for.
 *
 * @param fetch the text of the fetch
 * @param path names of the fields that lead to where they are added, as the results name them
 */
export function addToFetch(fetch: string, path: readonly string[], selections: readonly SelectionNode[]): string {
  const open: string[] = [];
  const edited = visit(parse(fetch), {
    Field: {
      enter(node) {
        open.push((node.alias ?? node.name).value);
      },
      leave(node) {
        const isThere = open.length === path.length && open.every((name, index) => name === path[index]);
        open.pop();
        if (!isThere) return undefined;
        const own = node.selectionSet?.selections ?? [];
        return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: [...own, ...selections] } };
      },
    },
  });
  return stripIgnoredCharacters(print(edited));
}

/**
 * What a fetch selects at a place, as text.
 *
 * @param path names of the fields that lead there, as the results name them
 * @returns null when there is nothing, or it is written in fragments that have names
 */
export function selectionAt(fetch: string, path: readonly string[]): string | null {
  const [operation, ...others] = parse(fetch).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return null;
  let set: SelectionSetNode | undefined = operation.selectionSet;
  for (const name of path) {
    const fields: FieldNode[] = set?.selections.filter((node) => node.kind === Kind.FIELD) ?? [];
    set = fields.find((field) => (field.alias ?? field.name).value === name)?.selectionSet;
  }
  return set ? print(set) : null;
}

/** The fetch with which a plan of one root field begins. */
export function firstFetch({ node }: QueryPlan): FetchNode | null {
  let first: PlanNode | undefined = node?.kind === 'Subscription' ? node.primary : node;
  while (first?.kind === 'Sequence') [first] = first.nodes;
  return first?.kind === 'Fetch' ? first : null;
}

/** The plan with another first fetch. */
export function replaceFirstFetch({ node }: QueryPlan, fetch: FetchNode): QueryPlan {
  const replace = (inner: PlanNode | undefined): PlanNode => {
    if (inner?.kind !== 'Sequence') return fetch;
    const [first, ...rest] = inner.nodes;
    return { ...inner, nodes: [replace(first), ...rest] };
  };
  return { kind: 'QueryPlan', node: replace(node?.kind === 'Subscription' ? node.primary : node) };
}
