import { executeSync, parse } from 'graphql';
import type { SubgraphResult } from '#platform/subgraph/client.ts';
import { ACCESS_REVOKED_TYPE } from './contract.ts';
import type { LiveRequest } from './request.ts';
import { SerialisedResult } from './serialised-result.ts';

/**
 * What stands for an event that a viewer does not see: its place, and nothing else. There is nothing to fetch, so graphql-js
 * can give it the shape of the client's selection alone.
 */
export function hiddenResult(request: LiveRequest, cursor: string | null): SerialisedResult {
  const { plan, variables } = request;
  const { data } = executeSync({
    schema: plan.supergraph.apiSchema,
    document: plan.document,
    variableValues: variables,
    rootValue: { [plan.field]: { cursor, event: null } },
  });
  return new SerialisedResult({ data: data ?? null });
}

/**
 * The last item of a viewer that has lost access, as the upstream would send it: the rest of it is fetched as for any other
 * event, on behalf of the viewer. It has no place: nobody goes on from there.
 */
export function accessRevokedEvent(request: LiveRequest): SubgraphResult {
  const { plan, variables, room } = request;
  const event = { __typename: ACCESS_REVOKED_TYPE, room: room && { __typename: 'Room', id: room.publicId } };
  const { data } = executeSync({
    schema: plan.supergraph.fullSchema,
    document: parse(plan.upstream.answers),
    variableValues: variables,
    rootValue: { [plan.field]: { cursor: null, event } },
  });
  return { data: data ?? null };
}
