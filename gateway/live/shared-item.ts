import type { SubgraphResult } from '#platform/subgraph/client.ts';
import type { ItemControls } from './item.ts';
import type { SerialisedResult } from './serialised-result.ts';

/** One item of a room's stream, on its way to all viewers. */
export interface SharedItem extends ItemControls {
  /** The result for everybody; null when each viewer makes its own of {@link event}. */
  readonly result: SerialisedResult | null;
  /** What the upstream sent. */
  readonly event: SubgraphResult;
  /** The result for those who do not see the event, once one of them was met. */
  hiddenResult?: SerialisedResult;
}

/** Items that go out together. */
export interface ItemBatch {
  /** At least one. The places of those that have one follow each other. */
  readonly items: readonly SharedItem[];
  /** All of them for whoever sees all of them; null when viewers make their own. */
  readonly result: SerialisedResult | null;
}
