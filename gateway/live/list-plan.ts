import type { PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, Kind, OperationTypeNode } from 'graphql';
import type { PlannedOperation, Supergraph } from '../federation/supergraph.ts';
import { ANY_ROOM_DIRECTIVE, ITEMS_FIELD } from './contract.ts';
import { firstFetch, selectionAt } from './fetch-edit.ts';
import { type NormalisedSubscription, usedVariables, writeOperation } from './normalise.ts';

/**
 * How items of several rooms are executed at once: as the list of a page that the replay field could have answered with.
 * What an execution costs, the parsing of its operation and its fetches first of all, is then paid once for all of them.
 */
export interface ListPlan {
  readonly planned: PlannedOperation;
  readonly plan: QueryPlan;
  readonly subgraph: string;
  /** The fetch that the list answers. */
  readonly answers: string;
  /** The variables that an item's selection depends on; all others only say which items come. */
  readonly variables: readonly string[];
}

/**
 * Plans the execution of lists.
 *
 * @param eventPlan what is to be done for one item
 * @returns null when items must be executed for each room by itself, since something is fetched that may depend on the room
 */
export function planList(
  supergraph: Supergraph,
  subscription: NormalisedSubscription,
  replayField: string,
  eventPlan: QueryPlan,
): ListPlan | null {
  const { responseName, selectionSet, fragments } = subscription;
  const document = writeOperation(subscription, OperationTypeNode.QUERY, replayField, {
    kind: Kind.SELECTION_SET,
    selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: ITEMS_FIELD }, selectionSet }],
  });
  const planned = supergraph.plan(document);
  const { plan } = planned;
  const [one, list] = [firstFetch(eventPlan), firstFetch(plan)];
  if (!one || !list || one.serviceName !== list.serviceName) return null;
  // The upstream's items answer the fetch: so it must ask for the same of each, in whatever words.
  const asked = selectionAt(one.operation, [responseName]);
  if (asked === null || asked !== selectionAt(list.operation, [responseName, ITEMS_FIELD])) return null;
  if (!isSameInAnyRoom(supergraph.fullSchema, plan.node, list)) return null;
  const variables = [...usedVariables([selectionSet, ...fragments])];
  return { planned, plan, subgraph: list.serviceName, answers: list.operation, variables };
}

/** Whether all that a plan fetches after its first fetch is marked as the same in any room. */
function isSameInAnyRoom(schema: GraphQLSchema, node: QueryPlan['node'], first: PlanNode): boolean {
  if (node === undefined || node === first) return true;
  const isSame = (inner: PlanNode | undefined) => isSameInAnyRoom(schema, inner, first);
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.every(isSame);
    case 'Flatten':
      return isSame(node.node);
    case 'Condition':
      return isSame(node.ifClause) && isSame(node.elseClause);
    case 'Fetch':
      return node.requires?.every((required) => isMarked(schema, required)) ?? false;
    default:
      return false;
  }
}

function isMarked(schema: GraphQLSchema, required: QueryPlanSelectionNode): boolean {
  if (required.kind !== 'InlineFragment' || required.typeCondition === undefined) return false;
  const directives = schema.getType(required.typeCondition)?.astNode?.directives ?? [];
  return directives.some(({ name }) => name.value === ANY_ROOM_DIRECTIVE);
}
