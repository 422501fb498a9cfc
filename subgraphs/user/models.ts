import type { SubgraphContext } from '#platform/subgraph/context.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers of the user subgraph return for the types of its schema. */
export type { Profile as UserModel } from './store/store.ts';

/** A reference to a file, which the media subgraph knows. */
export interface AttachmentModel {
  /** The public ID. */
  readonly id: string;
}

/** Whoever asks. */
export interface ViewerModel {
  /** UUID; it was compared with `context.viewer`. */
  readonly userId: string;
}

/** What resolvers of the user subgraph get. */
export type Context = SubgraphContext<Loaders>;
