import type { SubgraphContext } from '#platform/subgraph/context.ts';
import type { MessageLoaders } from './loaders.ts';
import type { LiveEvent } from './service/live-event.ts';
import type { Message } from './store/store.ts';

/** A reference to a room: the message subgraph knows its ID (UUID) and looks the rest up where it is asked for. */
export interface RoomModel {
  readonly roomId: string;
}

/** A reference to a person, by UUID. */
export interface UserModel {
  readonly userId: string;
}

/** A reference to a file, which the media subgraph knows. */
export interface AttachmentModel {
  /** The public ID. */
  readonly id: string;
}

/** The person who asks. */
export interface ViewerModel {
  readonly userId: string;
}

/** A message, with the event that it came with: what the event has read of it need not be read again. */
export type MessageModel = Message & { readonly live?: LiveEvent };

/** The reactions of one kind on a message. */
export interface ReactionGroupModel {
  readonly emoji: string;
  /** UUIDs of those who have reacted, the first one first. */
  readonly userIds: readonly string[];
}

/** What a room's stream tells, as the union of the schema has it. */
export type RoomEventModel =
  | {
      readonly __typename: 'RoomCreated' | 'RoomChanged';
      readonly room: RoomModel;
      readonly actor: UserModel;
      readonly createdAt: number;
    }
  | { readonly __typename: 'MessageSent' | 'MessageEdited'; readonly message: MessageModel }
  | { readonly __typename: 'MessageDeleted'; readonly message: MessageModel; readonly actor: UserModel }
  | {
      readonly __typename: 'ReactionAdded' | 'ReactionRemoved';
      readonly message: MessageModel;
      readonly emoji: string;
      readonly actor: UserModel;
    }
  | {
      readonly __typename: 'MemberJoined' | 'MemberLeft' | 'MemberRoleChanged';
      readonly room: RoomModel;
      readonly user: UserModel;
      readonly actor: UserModel;
      readonly createdAt: number;
    }
  | {
      readonly __typename: 'TypingChanged';
      readonly user: UserModel;
      readonly isTyping: boolean;
      readonly expiresAt: number;
    }
  | { readonly __typename: 'PresenceChanged'; readonly user: UserModel; readonly status: 'ONLINE' | 'OFFLINE' }
  | { readonly __typename: 'AccessRevoked' | 'StreamReset'; readonly room: RoomModel };

/** One step of a room's stream, with IDs and cursors as the API has them. */
export interface RoomStreamItemModel {
  readonly cursor: string | null;
  readonly event: RoomEventModel | null;
  readonly actorId: string | null;
  readonly revokedUserIds: readonly string[];
}

/** One step of a person's own stream. */
export interface ViewerStreamItemModel {
  readonly cursor: string;
  readonly event:
    | { readonly __typename: 'UnreadCountChanged'; readonly room: RoomModel; readonly unreadCount: number }
    | { readonly __typename: 'RoomJoined' | 'RoomLeft'; readonly room: RoomModel }
    | { readonly __typename: 'InboxChanged'; readonly viewer: ViewerModel };
}

/** What resolvers get. */
export type Context = SubgraphContext<MessageLoaders>;
