import { executeSync } from 'graphql';
import type { Supergraph } from '../federation/supergraph.ts';
import { ACCESS_REVOKED_TYPE } from './contract.ts';
import type { LiveRequest } from './request.ts';
import { SerialisedResult } from './serialised-result.ts';

/** An item that the gateway itself writes, in terms of the schema. */
interface SyntheticItem {
  readonly cursor: string | null;
  readonly event: Readonly<Record<string, unknown>> | null;
}

/** What stands for an event that a viewer does not see: its place, and nothing else. */
export function hiddenResult(supergraph: Supergraph, request: LiveRequest, cursor: string | null): SerialisedResult {
  return render(supergraph, request, { cursor, event: null });
}

/** The last item of a viewer that has lost access. It has no place: nobody goes on from there. */
export function accessRevokedResult(supergraph: Supergraph, request: LiveRequest): SerialisedResult {
  const room = request.room && { __typename: 'Room', id: request.room.publicId };
  return render(supergraph, request, { cursor: null, event: { __typename: ACCESS_REVOKED_TYPE, room } });
}

/**
 * Gives an item the shape of a client's selection. Nothing of it is fetched, so graphql-js can do it alone; what the item
 * does not have is null, which is what somebody without access sees.
 */
function render(supergraph: Supergraph, { plan, variables }: LiveRequest, item: SyntheticItem): SerialisedResult {
  const { data } = executeSync({
    schema: supergraph.apiSchema,
    document: plan.document,
    variableValues: variables,
    rootValue: { [plan.field]: item },
  });
  return new SerialisedResult({ data: data ?? null });
}
