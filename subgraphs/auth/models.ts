import type { SubgraphContext } from '#platform/subgraph/context.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers of auth return for the types of its schema. */
export type { Account as AccountModel, Session as SessionModel } from './store/store.ts';

/** Whoever asks. */
export interface ViewerModel {
  /** UUID; it was compared with `context.viewer`, or that person has just signed in. */
  readonly userId: string;
}

/** What resolvers of auth get. */
export type Context = SubgraphContext<Loaders>;
