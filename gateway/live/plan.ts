import type { QueryPlan } from '@apollo/query-planner';
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { PlannedOperation, Supergraph } from '../federation/supergraph.ts';
import { CURSOR_FIELD, EVENT_FIELD, ITEM_FIELDS, ITEMS_FIELD, PAGE_FIELDS } from './contract.ts';
import { addToFetch, controlSelection, firstFetch, replaceFirstFetch } from './fetch-edit.ts';
import { type ListPlan, planList } from './list-plan.ts';
import { replayFieldOf, selectsViewerField } from './marks.ts';
import { type NormalisedSubscription, writeOperation } from './normalise.ts';

/** How a page of what a viewer has missed is fetched: the answer has the viewer's own selection for each item. */
export interface ReplayPlan {
  readonly planned: PlannedOperation;
  /** The plan with the gateway's own fields in its first fetch. */
  readonly plan: QueryPlan;
  readonly subgraph: string;
  /** The text of that first fetch. */
  readonly query: string;
}

/**
 * - `shared`: one upstream, and one execution of each event for all viewers;
 * - `per-viewer`: one upstream, but each viewer's own execution, since a field depends on who asks;
 * - `own`: an upstream for each viewer, since the field is not `@live` or the upstream itself depends on who asks.
 */
export type Sharing = 'shared' | 'per-viewer' | 'own';

/** All that is known of a subscription before it runs. The same for every client that asks the same. */
export interface LivePlan {
  /** The version that the plan was made for: it is carried out with the schemas of no other. */
  readonly supergraph: Supergraph;
  /** Subscriptions with the same key and the same variables give the same results. */
  readonly key: string;
  /** The subscription's field, and the name that its results go by. */
  readonly field: string;
  readonly responseName: string;
  /** The arguments as they are written, without `after`. */
  readonly arguments: readonly ArgumentNode[];
  /** Whether it can be taken up after a cursor. */
  readonly resumes: boolean;
  /** The subscription as one document, with the variable for `after`. */
  readonly document: DocumentNode;
  readonly planned: PlannedOperation;
  readonly sharing: Sharing;
  readonly upstream: {
    readonly subgraph: string;
    /** What is asked of the subgraph, with the gateway's own fields. */
    readonly query: string;
    readonly variables: readonly string[];
    /** The fetch in {@link eventPlan} that an event of the upstream answers. */
    readonly answers: string;
  };
  /** What is to be done for one event. */
  readonly eventPlan: QueryPlan;
  /** How events of several rooms are executed together; null when each must be by itself. */
  readonly list: ListPlan | null;
  /** Null unless the field is `@live`. */
  readonly replay: ReplayPlan | null;
}

/**
 * Plans a subscription.
 *
 * @param document the subscription as {@link writeSubscription} writes it
 * @throws GraphQLError when the planner finds no way
 */
export function makeLivePlan(
  supergraph: Supergraph,
  key: string,
  subscription: NormalisedSubscription,
  document: DocumentNode,
): LivePlan {
  const { field, responseName } = subscription;
  const planned = supergraph.plan(document);
  const primary = firstFetch(planned.plan);
  if (planned.plan.node?.kind !== 'Subscription' || !primary) throw unplannable();
  const { rest } = planned.plan.node;
  const replayField = replayFieldOf(supergraph.fullSchema, field);
  const controls = itemControls(supergraph, field);
  const sharing = sharingOf(supergraph, replayField !== null, document, parse(primary.operation));
  const eventPlan: QueryPlan = {
    kind: 'QueryPlan',
    node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary,
  };
  const isShared = sharing === 'shared' && replayField !== null;
  return {
    supergraph,
    key,
    field,
    responseName,
    arguments: subscription.arguments,
    resumes: subscription.afterType !== null && controls.some(({ name }) => name.value === CURSOR_FIELD),
    document,
    planned,
    sharing,
    upstream: {
      subgraph: primary.serviceName,
      query: addToFetch(primary.operation, [responseName], controls),
      variables: primary.variableUsages ?? [],
      answers: primary.operation,
    },
    eventPlan,
    list: isShared ? planList(supergraph, subscription, replayField, eventPlan) : null,
    replay: replayField === null ? null : planReplay(supergraph, subscription, replayField, controls),
  };
}

function planReplay(
  supergraph: Supergraph,
  subscription: NormalisedSubscription,
  field: string,
  controls: readonly FieldNode[],
): ReplayPlan {
  const items: FieldNode = { ...fieldNode(ITEMS_FIELD), selectionSet: subscription.selectionSet };
  const document = writeOperation(subscription, OperationTypeNode.QUERY, field, {
    kind: Kind.SELECTION_SET,
    selections: [items, ...PAGE_FIELDS.map(fieldNode)],
  });
  const planned = supergraph.plan(document);
  const fetch = firstFetch(planned.plan);
  if (!fetch) throw unplannable();
  const query = addToFetch(fetch.operation, [subscription.responseName, ITEMS_FIELD], controls);
  const plan = replaceFirstFetch(planned.plan, { ...fetch, operation: query });
  return { planned, plan, subgraph: fetch.serviceName, query };
}

function sharingOf(supergraph: Supergraph, isLive: boolean, document: DocumentNode, upstream: DocumentNode): Sharing {
  if (!isLive || selectsViewerField(supergraph.fullSchema, upstream)) return 'own';
  return selectsViewerField(supergraph.fullSchema, document) ? 'per-viewer' : 'shared';
}

/** What the gateway fetches of each item besides the client's selection: whatever of it the item's type has. */
function itemControls({ fullSchema }: Supergraph, field: string): FieldNode[] {
  const type = getNamedType(fullSchema.getSubscriptionType()?.getFields()[field]?.type);
  if (!isObjectType(type)) return [];
  const fields = type.getFields();
  const controls = ITEM_FIELDS.filter((name) => name in fields).map(controlSelection);
  if (!isCompositeType(getNamedType(fields[EVENT_FIELD]?.type))) return controls;
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [fieldNode('__typename')] };
  return [...controls, { ...controlSelection(EVENT_FIELD), selectionSet }];
}

const fieldNode = (name: string): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } });

function unplannable(): GraphQLError {
  return new GraphQLError('This subscription cannot be planned.', { extensions: { code: 'BAD_USER_INPUT' } });
}
