import type { SubgraphContext } from '#platform/subgraph/context.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers of the room subgraph return for the types of its schema: rooms and memberships that may be seen. */
export type { Membership as MembershipModel, Room as RoomModel } from './store/store.ts';

/** A reference to a person, whom the user subgraph knows. */
export interface UserModel {
  /** The public ID. */
  readonly id: string;
}

/** A reference to a file, which the media subgraph knows. */
export interface AttachmentModel {
  /** The public ID. */
  readonly id: string;
}

/** What resolvers of the room subgraph get. */
export type Context = SubgraphContext<Loaders>;
