import {
  type ArgumentNode,
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  valueFromASTUntyped,
} from 'graphql';
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
  readonly plan: LivePlan;
  /** With defaults; what only said where to begin is left out. */
  readonly variables: Variables;
  /** Where the client wants to begin: after this cursor, or now. */
  readonly after: string | null;
  /** Requests with the same key get the same results from where they begin. */
  readonly streamKey: string;
}

/**
 * Makes a client's subscription ready.
 *
 * @throws GraphQLError BAD_USER_INPUT when its variables are wrong, or it cannot be made live
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
    plan,
    variables,
    after: asText(after && argumentValue(after, coerced)),
    streamKey: `${plan.key} ${JSON.stringify(variables)}`,
  };
}

/** The public ID of the room that a live subscription is about. */
export function roomOf({ plan, variables }: LiveRequest): string {
  const argument = plan.arguments.find(({ name }) => name.value === ROOM_ARGUMENT);
  return asText(argument ? argumentValue(argument, variables) : null) ?? '';
}

function argumentValue({ value }: ArgumentNode, variables: Variables): unknown {
  return value.kind === Kind.VARIABLE ? variables[value.name.value] : valueFromASTUntyped(value, variables);
}

/** IDs may be written as numbers. */
function asText(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}
