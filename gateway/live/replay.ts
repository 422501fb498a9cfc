import type { ServiceMap } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import { inTrace } from '#platform/logger/logger.ts';
import { decodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { executePlan } from '../federation/execute.ts';
import { OperationContext } from '../operation-context.ts';
import { AFTER_VARIABLE, ITEMS_FIELD } from './contract.ts';
import type { EventExecution } from './execution.ts';
import { type ItemControls, readControls } from './item.ts';
import { Refusal } from './refusal.ts';
import type { LiveRequest } from './request.ts';
import { SerialisedResult } from './serialised-result.ts';

/** What a viewer has missed, and how it sees what comes after it. */
export interface ReplayPage {
  readonly items: readonly (ItemControls & { readonly result: SerialisedResult })[];
  /** The place after which the stream goes on. */
  readonly head: string;
  readonly headSeq: number;
  /** Whether places are missing between the cursor and the head: too much was missed to be told. */
  readonly isReset: boolean;
  /** Whose events the viewer does not see, and whose fleeting ones; public IDs. */
  readonly hiddenActorIds: ReadonlySet<string>;
  readonly silentActorIds: ReadonlySet<string>;
}

/** A page as the schema describes it; the executor has seen to its shape. */
interface PageData {
  readonly items: readonly Record<string, unknown>[];
  readonly head: string;
  readonly hiddenActorIds: readonly string[];
  readonly silentActorIds: readonly string[];
}

/**
 * Runs the replay query of a live subscription as a viewer: it authorises the viewer.
 *
 * @param after what came after this cursor is returned; nothing when it is null
 * @throws Refusal when there is no page
 */
export async function readReplay(
  execution: EventExecution,
  request: LiveRequest,
  after: string | null,
  origin: RequestOrigin,
): Promise<ReplayPage> {
  const { engine, logger } = execution;
  const { supergraph, responseName, replay } = request.plan;
  const roomId = request.room?.id ?? null;
  if (!replay || roomId === null) throw new Error(`\`${request.plan.field}\` has no replay.`);
  let controls: ItemControls[] = [];
  const source = engine.sources[replay.subgraph];
  const sources: ServiceMap = { ...engine.sources };
  if (source) {
    sources[replay.subgraph] = {
      process: async (options) => {
        const answer = await source.process(options);
        if (options.request.query === replay.query) {
          const page = answer.data?.[responseName] as Partial<PageData> | null | undefined;
          controls = (page?.[ITEMS_FIELD] ?? []).map((item) => readControls(item, roomId));
        }
        return answer;
      },
    };
  }
  const variables = { ...request.variables, [AFTER_VARIABLE]: after };
  const context = new OperationContext(origin);
  const result = await executePlan(supergraph, replay.planned, replay.plan, variables, context, sources, logger);
  const errors = (result.errors ?? []).map((error) => normaliseError(error, inTrace(logger, context.trace)));
  const page = result.data?.[responseName] as PageData | null | undefined;
  if (!page) throw new Refusal(errors);
  const headSeq = decodeRoomCursor(page.head, roomId);
  const told = controls.filter(({ seq }) => seq !== null).length;
  return {
    items: page.items.map((item, index) => ({
      ...(controls[index] ?? readControls({}, roomId)),
      result: new SerialisedResult({ data: { [responseName]: item }, ...errorsOfItem(errors, responseName, index) }),
    })),
    head: page.head,
    headSeq,
    isReset: after !== null && told < headSeq - decodeRoomCursor(after, roomId),
    hiddenActorIds: people(page.hiddenActorIds),
    silentActorIds: people(page.silentActorIds),
  };
}

const NOBODY: ReadonlySet<string> = new Set();

/** Most people hide nobody: they share the set. */
const people = (ids: readonly string[]) => (ids.length === 0 ? NOBODY : new Set(ids));

/** The errors of one item of a page, at the places that they have when the item stands alone. */
function errorsOfItem(errors: readonly GraphQLFormattedError[], responseName: string, index: number) {
  const own = errors.filter(({ path }) => path?.[1] === ITEMS_FIELD && path[2] === index);
  if (own.length === 0) return {};
  return { errors: own.map((error) => ({ ...error, path: [responseName, ...(error.path?.slice(3) ?? [])] })) };
}
