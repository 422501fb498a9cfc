import type { SubgraphContext } from '#platform/subgraph/context.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers of the notification subgraph return for the types of its schema. */
export type { InboxItem as InboxItemModel, PushTarget as PushTargetModel } from './store/store.ts';

/** The person who asks, by UUID. */
export interface ViewerModel {
  readonly userId: string;
}

/** A room, by UUID. */
export interface RoomModel {
  readonly roomId: string;
}

/** A reference to a person, whom the user subgraph knows. */
export interface UserModel {
  /** The public ID. */
  readonly id: string;
}

/** A reference to a message, which the message subgraph knows. */
export interface MessageModel {
  /** The public ID. */
  readonly id: string;
}

/** What resolvers of the notification subgraph get. */
export type Context = SubgraphContext<Loaders>;
