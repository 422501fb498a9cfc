import {
  type ArgumentNode,
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  valueFromASTUntyped,
} from 'graphql';
import { decodeId } from '#platform/ids/ids.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { ROOM_ARGUMENT } from './contract.ts';
import type { LivePlan } from './plan.ts';
import type { LivePlanner } from './planner.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What a client sends to subscribe; the document is valid. */
export interface SubscribeRequest {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables: Variables;
}

/** A subscription that is ready to run. */
export interface LiveRequest {
  /** What the client sent, for planning it anew. */
  readonly source: SubscribeRequest;
  readonly plan: LivePlan;
  /** With defaults; what only said where to begin is left out. */
  readonly variables: Variables;
  /** Where the client wants to begin: after this cursor, or now. */
  readonly after: string | null;
  /** The room that a `@live` subscription is about; null for others. */
  readonly room: { readonly id: string; readonly publicId: string } | null;
  /** Requests with the same key get the same results from where they begin. */
  readonly streamKey: string;
}

/**
 * Makes a client's subscription ready.
 *
 * @throws GraphQLError or LynkError BAD_USER_INPUT when its variables are wrong, or it cannot be made live
 */
export function prepareRequest(supergraph: Supergraph, planner: LivePlanner, request: SubscribeRequest): LiveRequest {
  const { document, operationName } = request;
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const { errors, coerced } = getVariableValues(supergraph.apiSchema, definitions, request.variables);
  if (errors) {
    const [first] = errors;
    throw new GraphQLError(errors.map(({ message }) => message).join(' '), {
      nodes: first?.nodes ?? null,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  const { plan, after } = planner.plan(document, operationName);
  const used = plan.planned.operation.operation.variableDefinitions ?? [];
  const names = used.map(({ variable }) => variable.name.value).filter((name) => name in coerced);
  const variables = Object.fromEntries(names.sort().map((name) => [name, coerced[name]]));
  return {
    source: request,
    plan,
    variables,
    after: asText(after && argumentValue(after, coerced)),
    room: roomOf(plan, variables),
    streamKey: `${plan.key} ${JSON.stringify(variables)}`,
  };
}

function roomOf(plan: LivePlan, variables: Variables): LiveRequest['room'] {
  if (!plan.replay) return null;
  const argument = plan.arguments.find(({ name }) => name.value === ROOM_ARGUMENT);
  const publicId = asText(argument ? argumentValue(argument, variables) : null) ?? '';
  return { id: decodeId('room', publicId, ROOM_ARGUMENT), publicId };
}

function argumentValue({ value }: ArgumentNode, variables: Variables): unknown {
  return value.kind === Kind.VARIABLE ? variables[value.name.value] : valueFromASTUntyped(value, variables);
}

/** IDs may be written as numbers. */
function asText(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}
