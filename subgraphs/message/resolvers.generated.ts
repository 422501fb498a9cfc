import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { MessageModel, RoomModel, UserModel, ViewerModel, AttachmentModel, ReactionGroupModel, RoomStreamItemModel, ViewerStreamItemModel, Context } from './models.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in time: ISO 8601 in UTC with milliseconds, such as `2026-01-31T09:30:00.000Z`. */
  DateTime: { input: number; output: number; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** You can no longer read this room. The last item of the stream. */
export type AccessRevoked = {
  readonly __typename?: 'AccessRevoked';
  /** The room. */
  readonly room: Maybe<Room>;
};

/** Which message, and with what. */
export type AddReactionInput = {
  /** One emoji. */
  readonly emoji: Scalars['String']['input'];
  /** The message's ID. */
  readonly messageId: Scalars['ID']['input'];
};

/** The answer to `addReaction`. */
export type AddReactionPayload = {
  readonly __typename?: 'AddReactionPayload';
  /** The message with its reactions. */
  readonly message: Maybe<Message>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

export type Attachment = {
  readonly __typename?: 'Attachment';
  readonly id: Scalars['ID']['output'];
};

/** Which message. */
export type DeleteMessageInput = {
  /** The message's ID. */
  readonly messageId: Scalars['ID']['input'];
};

/** The answer to `deleteMessage`. */
export type DeleteMessagePayload = {
  readonly __typename?: 'DeleteMessagePayload';
  /** What is left of the message. */
  readonly message: Maybe<Message>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Which message, and its new body. */
export type EditMessageInput = {
  /** 1 to 8,000 characters (graphemes) and at most 32,768 bytes in UTF-8. Kept byte for byte. */
  readonly body: Scalars['String']['input'];
  /** The IDs of whom it mentions from now on, as in `SendMessageInput`. Left out or null, the mentions stay as they are. */
  readonly mentionedUserIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The message's ID. */
  readonly messageId: Scalars['ID']['input'];
};

/** The answer to `editMessage`. */
export type EditMessagePayload = {
  readonly __typename?: 'EditMessagePayload';
  /** The message with its new body. */
  readonly message: Maybe<Message>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/**
 * Your inbox may be another one. It is state and not a step: select what you show of `viewer`, such as `inboxUnreadCount`. It
 * is also told when the stream begins or goes on.
 */
export type InboxChanged = {
  readonly __typename?: 'InboxChanged';
  /** You. */
  readonly viewer: Maybe<Viewer>;
};

/** Up to where. */
export type MarkReadInput = {
  /** The ID of the newest message that you have read; it names its room. */
  readonly messageId: Scalars['ID']['input'];
};

/** The answer to `markRead`. */
export type MarkReadPayload = {
  readonly __typename?: 'MarkReadPayload';
  /** The room with its new unread count. */
  readonly room: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Somebody became a member. */
export type MemberJoined = {
  readonly __typename?: 'MemberJoined';
  /** Who added the person; the person itself when it joined on its own. */
  readonly actor: Maybe<User>;
  /** When. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The room. */
  readonly room: Maybe<Room>;
  /** Who came. */
  readonly user: Maybe<User>;
};

/** Somebody is no longer a member. */
export type MemberLeft = {
  readonly __typename?: 'MemberLeft';
  /** Who ended the membership; the person itself when it left on its own. */
  readonly actor: Maybe<User>;
  /** When. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The room. */
  readonly room: Maybe<Room>;
  /** Who went. */
  readonly user: Maybe<User>;
};

/** Somebody's role in the room was changed. */
export type MemberRoleChanged = {
  readonly __typename?: 'MemberRoleChanged';
  /** Who changed it. */
  readonly actor: Maybe<User>;
  /** When. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The room. */
  readonly room: Maybe<Room>;
  /** Whose role. */
  readonly user: Maybe<User>;
};

/** Something that a person has written in a room. */
export type Message = {
  readonly __typename?: 'Message';
  /**
   * The files in it, in the order of the sender. Empty once it is deleted; null in place of one that the files' service does
   * not answer for.
   */
  readonly attachments: ReadonlyArray<Maybe<Attachment>>;
  /** What it says, in the form that `contentType` names. Null once it is deleted, and when it is nothing but its attachments. */
  readonly body: Maybe<Scalars['String']['output']>;
  /** The key under which its sender sent it, readable by every member. */
  readonly clientMessageId: Scalars['String']['output'];
  /** The media type of the body: `text/plain`. */
  readonly contentType: Scalars['String']['output'];
  /** When it was taken. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it was deleted. Null when it was not. */
  readonly deletedAt: Maybe<Scalars['DateTime']['output']>;
  /** When the body was last changed. Null when it never was. */
  readonly editedAt: Maybe<Scalars['DateTime']['output']>;
  /** Identifies the message. Starts with `m_`. */
  readonly id: Scalars['ID']['output'];
  /** Whom it mentions, as its sender says, the first one first. Empty once it is deleted. */
  readonly mentions: ReadonlyArray<Maybe<User>>;
  /** The reactions on it, the earliest kind first. */
  readonly reactions: ReadonlyArray<ReactionGroup>;
  /** Where it stands. */
  readonly room: Maybe<Room>;
  /** Who wrote it. Null while the people's service does not answer, or when the account no longer exists. */
  readonly sender: Maybe<User>;
};

/** A page of messages. */
export type MessageConnection = {
  readonly __typename?: 'MessageConnection';
  /** The messages with their cursors. */
  readonly edges: ReadonlyArray<MessageEdge>;
  /**
   * The position of the room from before the page was read: go live with `roomEvents(after:)` from here and nothing is
   * missed.
   */
  readonly liveCursor: Scalars['String']['output'];
  /** The messages alone. */
  readonly nodes: ReadonlyArray<Message>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A message was emptied. */
export type MessageDeleted = {
  readonly __typename?: 'MessageDeleted';
  /** Who deleted it. */
  readonly actor: Maybe<User>;
  /** What is left of the message. */
  readonly message: Message;
};

/** A message in a list. */
export type MessageEdge = {
  readonly __typename?: 'MessageEdge';
  /** The place in the room, for `after`, `before` and `roomEvents`. */
  readonly cursor: Scalars['String']['output'];
  /** The message. */
  readonly node: Message;
};

/** The body of a message was changed. */
export type MessageEdited = {
  readonly __typename?: 'MessageEdited';
  /** The message, as it is when the event is delivered. */
  readonly message: Message;
};

/** A message was written. */
export type MessageSent = {
  readonly __typename?: 'MessageSent';
  /** The message, as it is when the event is delivered. */
  readonly message: Message;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Puts your reaction on a message. Adding the same one twice is the same as once. */
  readonly addReaction: Maybe<AddReactionPayload>;
  /**
   * Empties a message for good and leaves its place marked. You may delete your own messages; owners and moderators of the
   * room may delete everybody's. Deleting twice is the same as once.
   */
  readonly deleteMessage: Maybe<DeleteMessagePayload>;
  /** Changes the body of your own message, and whom it mentions. */
  readonly editMessage: Maybe<EditMessagePayload>;
  /** Moves your read cursor of a room forward to a message. It never moves back. */
  readonly markRead: Maybe<MarkReadPayload>;
  /** Takes your reaction off a message. Removing one that is not there changes nothing. */
  readonly removeReaction: Maybe<RemoveReactionPayload>;
  /**
   * Writes a message. When this answers, the message is durable and in its final place. Sending the same
   * `clientMessageId` to the same room again within 24 hours returns the first message and writes nothing.
   */
  readonly sendMessage: Maybe<SendMessagePayload>;
  /**
   * Tells the others in a room that you are typing, or have stopped. Repeat it every 4 seconds while you type: it is
   * forgotten after 6.
   */
  readonly setTyping: Maybe<SetTypingPayload>;
};


export type MutationAddReactionArgs = {
  input: AddReactionInput;
};


export type MutationDeleteMessageArgs = {
  input: DeleteMessageInput;
};


export type MutationEditMessageArgs = {
  input: EditMessageInput;
};


export type MutationMarkReadArgs = {
  input: MarkReadInput;
};


export type MutationRemoveReactionArgs = {
  input: RemoveReactionInput;
};


export type MutationSendMessageArgs = {
  input: SendMessageInput;
};


export type MutationSetTypingArgs = {
  input: SetTypingInput;
};

/** Where a page stands in its list, as in the Relay cursor connections specification. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last edge. Null when the page is empty. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there is more after `endCursor`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is more before `startCursor`. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge. Null when the page is empty. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** Whether a person is there. */
export type Presence = {
  readonly __typename?: 'Presence';
  /** When the person was last there. Null when that is not known. */
  readonly lastActiveAt: Maybe<Scalars['DateTime']['output']>;
  /** The state. */
  readonly status: PresenceStatus;
};

/** Somebody in the room came or went. */
export type PresenceChanged = {
  readonly __typename?: 'PresenceChanged';
  /** Whether the person is there now. */
  readonly status: PresenceStatus;
  /** Who. */
  readonly user: Maybe<User>;
};

/** Whether a person is there. */
export type PresenceStatus =
  /** None is. */
  | 'OFFLINE'
  /** At least one of the person's clients is connected. */
  | 'ONLINE';

export type Query = {
  readonly __typename?: 'Query';
  /** One message. `NOT_FOUND` when there is none with this ID, or you are not a member of its room. */
  readonly message: Maybe<Message>;
  /**
   * What has happened in a room after a cursor, oldest first, and then who is typing and who is online now: the same items
   * as `roomEvents` delivers. `NOT_FOUND` when you are not a member of the room.
   */
  readonly roomEventsSince: Maybe<RoomEventsPage>;
};


export type QueryMessageArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRoomEventsSinceArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  roomId: Scalars['ID']['input'];
};

/** Somebody put a reaction on a message. */
export type ReactionAdded = {
  readonly __typename?: 'ReactionAdded';
  /** Who did. */
  readonly actor: Maybe<User>;
  /** The emoji. */
  readonly emoji: Scalars['String']['output'];
  /** The message, with its reactions as they are when the event is delivered. */
  readonly message: Message;
};

/** The reactions of one kind on a message. */
export type ReactionGroup = {
  readonly __typename?: 'ReactionGroup';
  /** How many people have reacted with it. */
  readonly count: Scalars['Int']['output'];
  /** The emoji. */
  readonly emoji: Scalars['String']['output'];
  /** Whether you have. */
  readonly viewerHasReacted: Scalars['Boolean']['output'];
};

/** Somebody took a reaction off a message. */
export type ReactionRemoved = {
  readonly __typename?: 'ReactionRemoved';
  /** Who did. */
  readonly actor: Maybe<User>;
  /** The emoji. */
  readonly emoji: Scalars['String']['output'];
  /** The message, with its reactions as they are when the event is delivered. */
  readonly message: Message;
};

/** How far you have read a room. */
export type ReadCursor = {
  readonly __typename?: 'ReadCursor';
  /** The message up to which you have read. */
  readonly message: Maybe<Message>;
  /** When you last moved the cursor. */
  readonly movedAt: Scalars['DateTime']['output'];
};

/** Which message, and with what. */
export type RemoveReactionInput = {
  /** One emoji. */
  readonly emoji: Scalars['String']['input'];
  /** The message's ID. */
  readonly messageId: Scalars['ID']['input'];
};

/** The answer to `removeReaction`. */
export type RemoveReactionPayload = {
  readonly __typename?: 'RemoveReactionPayload';
  /** The message with its reactions. */
  readonly message: Maybe<Message>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Where people write to each other. */
export type Room = {
  readonly __typename?: 'Room';
  /** Identifies the room. Starts with `r_`. */
  readonly id: Scalars['ID']['output'];
  /** The newest message. Null when there is none, or you are not a member. */
  readonly lastMessage: Maybe<Message>;
  /**
   * The room's messages, oldest first. Without an argument the newest 20. `around` gives the page with a message in its
   * middle. Null unless you are a member.
   */
  readonly messages: Maybe<MessageConnection>;
  /**
   * How many messages of others stand after your read cursor, of the newest 10,000 in the room. Counts to 1,000 at most; 0
   * when you are not a member.
   */
  readonly unreadCount: Scalars['Int']['output'];
  /** How far you have read. Null when you have not marked anything, or are not a member. */
  readonly viewerReadCursor: Maybe<ReadCursor>;
};


/** Where people write to each other. */
export type RoomMessagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  around?: InputMaybe<Scalars['ID']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** What the room shows of itself was changed, such as its picture. */
export type RoomChanged = {
  readonly __typename?: 'RoomChanged';
  /** Who changed it. */
  readonly actor: Maybe<User>;
  /** When. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The room, as it is when the event is delivered. */
  readonly room: Maybe<Room>;
};

/** The room was made. The first event of every room. */
export type RoomCreated = {
  readonly __typename?: 'RoomCreated';
  /** Who made it. */
  readonly actor: Maybe<User>;
  /** When. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The room. */
  readonly room: Maybe<Room>;
};

/** What can happen in a room. More types may be added. */
export type RoomEvent = AccessRevoked | MemberJoined | MemberLeft | MemberRoleChanged | MessageDeleted | MessageEdited | MessageSent | PresenceChanged | ReactionAdded | ReactionRemoved | RoomChanged | RoomCreated | StreamReset | TypingChanged;

/** A page of what has happened in a room. */
export type RoomEventsPage = {
  readonly __typename?: 'RoomEventsPage';
  /** The room's position when the page was read: the stream goes on from here. */
  readonly head: Scalars['String']['output'];
  /** Whose events you do not see: people whom you have blocked. */
  readonly hiddenActorIds: ReadonlyArray<Scalars['ID']['output']>;
  /**
   * What came after the cursor, oldest first; a single `StreamReset` instead when that is more than 1,000 events. Then, without
   * cursors, who is typing and who is online, of the members whom the stream tells about when it begins.
   */
  readonly items: ReadonlyArray<RoomStreamItem>;
  /** Whose presence and typing you do not see: people whom you have blocked, and who have blocked you. */
  readonly silentActorIds: ReadonlyArray<Scalars['ID']['output']>;
};

/** You are a member of a room now. */
export type RoomJoined = {
  readonly __typename?: 'RoomJoined';
  /** The room. */
  readonly room: Maybe<Room>;
};

/** You are no longer a member of a room. */
export type RoomLeft = {
  readonly __typename?: 'RoomLeft';
  /** The room. Its fields are null when you may not see it any more. */
  readonly room: Maybe<Room>;
};

/** One step of a room's stream. */
export type RoomStreamItem = {
  readonly __typename?: 'RoomStreamItem';
  /** For gateways: whose doing it is. */
  readonly actorId: Maybe<Scalars['ID']['output']>;
  /** The place in the room, for `after`. Null for what has no place: typing and presence. */
  readonly cursor: Maybe<Scalars['String']['output']>;
  /** What happened. Null for what you do not see; the cursor counts all the same. Expect types that you do not know yet. */
  readonly event: Maybe<RoomEvent>;
  /** For gateways: whose access ends at this place. */
  readonly revokedUserIds: ReadonlyArray<Scalars['ID']['output']>;
};

/** What to write, and where. */
export type SendMessageInput = {
  /**
   * The IDs of up to 10 attachments: your own, uploaded for this room with the purpose `MESSAGE_ATTACHMENT` or `OPAQUE`, and
   * in no other message.
   */
  readonly attachmentIds?: ReadonlyArray<Scalars['ID']['input']>;
  /**
   * 1 to 8,000 characters (graphemes) and at most 32,768 bytes in UTF-8. Kept byte for byte. It may be left out when there
   * are attachments.
   */
  readonly body?: InputMaybe<Scalars['String']['input']>;
  /**
   * A key of your own for this message, 1 to 64 characters of printable ASCII, such as a UUID. Use the same one when you
   * try again.
   */
  readonly clientMessageId: Scalars['String']['input'];
  /**
   * The IDs of whom it mentions: members of the room, 50 at most. Naming somebody twice is the same as once. They find it in
   * their inbox.
   */
  readonly mentionedUserIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The room's ID. */
  readonly roomId: Scalars['ID']['input'];
};

/** The answer to `sendMessage`. */
export type SendMessagePayload = {
  readonly __typename?: 'SendMessagePayload';
  /** Its place in the room: good as `after`. */
  readonly cursor: Maybe<Scalars['String']['output']>;
  /** The message in its place. */
  readonly message: Maybe<Message>;
  /** What to correct. Nothing was written when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Where, and whether. */
export type SetTypingInput = {
  /** Whether you are typing. */
  readonly isTyping: Scalars['Boolean']['input'];
  /** The room's ID. */
  readonly roomId: Scalars['ID']['input'];
};

/** The answer to `setTyping`. */
export type SetTypingPayload = {
  readonly __typename?: 'SetTypingPayload';
  /** The room. */
  readonly room: Maybe<Room>;
  /** What to correct. Nobody was told when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Too much was missed. Fetch the history again; the stream goes on from this item's cursor. */
export type StreamReset = {
  readonly __typename?: 'StreamReset';
  /** The room. */
  readonly room: Maybe<Room>;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Everything that happens in a room, in its order, without holes and without doubles. With `after` it begins right after
   * that place, without it now. When you lose access, `AccessRevoked` is the last item. When more than 1,000 events were
   * missed, the first item is a `StreamReset`: fetch the history again.
   */
  readonly roomEvents: RoomStreamItem;
  /**
   * What changes for you: unread counts, rooms that you come into and leave, your inbox. It carries state, not steps: after a
   * pause it sends the current state, so nothing is missed.
   */
  readonly viewerEvents: ViewerStreamItem;
};


export type SubscriptionRoomEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  roomId: Scalars['ID']['input'];
};


export type SubscriptionViewerEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Somebody began or stopped typing. */
export type TypingChanged = {
  readonly __typename?: 'TypingChanged';
  /** Forget it at this time unless it comes again. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Whether the person is typing. */
  readonly isTyping: Scalars['Boolean']['output'];
  /** Who. */
  readonly user: Maybe<User>;
};

/** A room has another unread count. It is the state at the time of delivery, not a step. */
export type UnreadCountChanged = {
  readonly __typename?: 'UnreadCountChanged';
  /** The room. */
  readonly room: Maybe<Room>;
  /** How many messages of others stand after your read cursor, 1,000 at most. */
  readonly unreadCount: Scalars['Int']['output'];
};

export type User = {
  readonly __typename?: 'User';
  readonly id: Scalars['ID']['output'];
  /** Whether the person is there. Null when one of you has blocked the other. */
  readonly presence: Maybe<Presence>;
};

/** Something that a person can correct. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** Stable; made for programs. */
  readonly code: UserErrorCode;
  /** The path to the field at fault, below `input`. Null when no single field is. */
  readonly field: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** What is wrong and what to do, in English. */
  readonly message: Scalars['String']['output'];
};

/** Why an input was not taken. More codes may be added. */
export type UserErrorCode =
  /** An attachment is not there (any more), not yours, not for this room, or in use already; or one is named twice. */
  | 'ATTACHMENT_INVALID'
  /** The body is empty or holds only white space. */
  | 'BODY_EMPTY'
  /** The body holds NUL or half of a surrogate pair. */
  | 'BODY_INVALID'
  /** The body has more than 8,000 characters (graphemes) or 32,768 bytes. */
  | 'BODY_TOO_LONG'
  /** The key is empty, too long, or not printable ASCII. */
  | 'CLIENT_MESSAGE_ID_INVALID'
  /** Not one emoji. */
  | 'EMOJI_INVALID'
  /** Somebody who is mentioned is not a member of the room. */
  | 'MENTION_UNKNOWN'
  /** The message is deleted. */
  | 'MESSAGE_DELETED'
  /** More than 10 attachments. */
  | 'TOO_MANY_ATTACHMENTS'
  /** More than 50 people are mentioned. */
  | 'TOO_MANY_MENTIONS'
  /** The message has 20 kinds of reactions already. */
  | 'TOO_MANY_REACTIONS';

/** What you see as yourself. Everything in here is private to you. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  readonly id: Scalars['ID']['output'];
  /** The rooms that you are a member of, the one with the newest message or event first. */
  readonly rooms: Maybe<ViewerRoomConnection>;
};


/** What you see as yourself. Everything in here is private to you. */
export type ViewerRoomsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** What can change for you. More types may be added. */
export type ViewerEvent = InboxChanged | RoomJoined | RoomLeft | UnreadCountChanged;

/** A page of your rooms. */
export type ViewerRoomConnection = {
  readonly __typename?: 'ViewerRoomConnection';
  /** The rooms with their cursors. */
  readonly edges: ReadonlyArray<ViewerRoomEdge>;
  /** The rooms alone. Null for one that the rooms' service could not answer for. */
  readonly nodes: ReadonlyArray<Maybe<Room>>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** One of your rooms in a list. */
export type ViewerRoomEdge = {
  readonly __typename?: 'ViewerRoomEdge';
  /** The place in the list, for `after` and `before`. A room moves when something happens in it. */
  readonly cursor: Scalars['String']['output'];
  /** When something last happened in it. */
  readonly lastActivityAt: Scalars['DateTime']['output'];
  /** The room. Null while the rooms' service does not answer. */
  readonly node: Maybe<Room>;
};

/** One step of your own stream. */
export type ViewerStreamItem = {
  readonly __typename?: 'ViewerStreamItem';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** What changed for you. Expect types that you do not know yet. */
  readonly event: Maybe<ViewerEvent>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Message: Message;
  Room: Room;
  User: User;
  Viewer: Viewer;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Message:
    ( { __typename: 'Message' }
    & GraphQLRecursivePick<FederationTypes['Message'], {"id":true}> );
  Room:
    ( { __typename: 'Room' }
    & GraphQLRecursivePick<FederationTypes['Room'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
  Viewer:
    ( { __typename: 'Viewer' }
    & GraphQLRecursivePick<FederationTypes['Viewer'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  RoomEvent:
    | ( Omit<AccessRevoked, 'room'> & { room?: Maybe<_RefType['Room']> } )
    | ( Omit<MemberJoined, 'actor' | 'room' | 'user'> & { actor?: Maybe<_RefType['User']>, room?: Maybe<_RefType['Room']>, user?: Maybe<_RefType['User']> } )
    | ( Omit<MemberLeft, 'actor' | 'room' | 'user'> & { actor?: Maybe<_RefType['User']>, room?: Maybe<_RefType['Room']>, user?: Maybe<_RefType['User']> } )
    | ( Omit<MemberRoleChanged, 'actor' | 'room' | 'user'> & { actor?: Maybe<_RefType['User']>, room?: Maybe<_RefType['Room']>, user?: Maybe<_RefType['User']> } )
    | ( Omit<MessageDeleted, 'actor' | 'message'> & { actor?: Maybe<_RefType['User']>, message: _RefType['Message'] } )
    | ( Omit<MessageEdited, 'message'> & { message: _RefType['Message'] } )
    | ( Omit<MessageSent, 'message'> & { message: _RefType['Message'] } )
    | ( Omit<PresenceChanged, 'user'> & { user?: Maybe<_RefType['User']> } )
    | ( Omit<ReactionAdded, 'actor' | 'message'> & { actor?: Maybe<_RefType['User']>, message: _RefType['Message'] } )
    | ( Omit<ReactionRemoved, 'actor' | 'message'> & { actor?: Maybe<_RefType['User']>, message: _RefType['Message'] } )
    | ( Omit<RoomChanged, 'actor' | 'room'> & { actor?: Maybe<_RefType['User']>, room?: Maybe<_RefType['Room']> } )
    | ( Omit<RoomCreated, 'actor' | 'room'> & { actor?: Maybe<_RefType['User']>, room?: Maybe<_RefType['Room']> } )
    | ( Omit<StreamReset, 'room'> & { room?: Maybe<_RefType['Room']> } )
    | ( Omit<TypingChanged, 'user'> & { user?: Maybe<_RefType['User']> } )
  ;
  ViewerEvent:
    | ( Omit<InboxChanged, 'viewer'> & { viewer?: Maybe<_RefType['Viewer']> } )
    | ( Omit<RoomJoined, 'room'> & { room?: Maybe<_RefType['Room']> } )
    | ( Omit<RoomLeft, 'room'> & { room?: Maybe<_RefType['Room']> } )
    | ( Omit<UnreadCountChanged, 'room'> & { room?: Maybe<_RefType['Room']> } )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessRevoked: ResolverTypeWrapper<Omit<AccessRevoked, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  AddReactionInput: AddReactionInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AddReactionPayload: ResolverTypeWrapper<Omit<AddReactionPayload, 'message'> & { message?: Maybe<ResolversTypes['Message']> }>;
  Attachment: ResolverTypeWrapper<AttachmentModel>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteMessageInput: DeleteMessageInput;
  DeleteMessagePayload: ResolverTypeWrapper<Omit<DeleteMessagePayload, 'message'> & { message?: Maybe<ResolversTypes['Message']> }>;
  EditMessageInput: EditMessageInput;
  EditMessagePayload: ResolverTypeWrapper<Omit<EditMessagePayload, 'message'> & { message?: Maybe<ResolversTypes['Message']> }>;
  InboxChanged: ResolverTypeWrapper<Omit<InboxChanged, 'viewer'> & { viewer?: Maybe<ResolversTypes['Viewer']> }>;
  MarkReadInput: MarkReadInput;
  MarkReadPayload: ResolverTypeWrapper<Omit<MarkReadPayload, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  MemberJoined: ResolverTypeWrapper<Omit<MemberJoined, 'actor' | 'room' | 'user'> & { actor?: Maybe<ResolversTypes['User']>, room?: Maybe<ResolversTypes['Room']>, user?: Maybe<ResolversTypes['User']> }>;
  MemberLeft: ResolverTypeWrapper<Omit<MemberLeft, 'actor' | 'room' | 'user'> & { actor?: Maybe<ResolversTypes['User']>, room?: Maybe<ResolversTypes['Room']>, user?: Maybe<ResolversTypes['User']> }>;
  MemberRoleChanged: ResolverTypeWrapper<Omit<MemberRoleChanged, 'actor' | 'room' | 'user'> & { actor?: Maybe<ResolversTypes['User']>, room?: Maybe<ResolversTypes['Room']>, user?: Maybe<ResolversTypes['User']> }>;
  Message: ResolverTypeWrapper<MessageModel>;
  MessageConnection: ResolverTypeWrapper<Omit<MessageConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['MessageEdge']>, nodes: ReadonlyArray<ResolversTypes['Message']> }>;
  MessageDeleted: ResolverTypeWrapper<Omit<MessageDeleted, 'actor' | 'message'> & { actor?: Maybe<ResolversTypes['User']>, message: ResolversTypes['Message'] }>;
  MessageEdge: ResolverTypeWrapper<Omit<MessageEdge, 'node'> & { node: ResolversTypes['Message'] }>;
  MessageEdited: ResolverTypeWrapper<Omit<MessageEdited, 'message'> & { message: ResolversTypes['Message'] }>;
  MessageSent: ResolverTypeWrapper<Omit<MessageSent, 'message'> & { message: ResolversTypes['Message'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Presence: ResolverTypeWrapper<Presence>;
  PresenceChanged: ResolverTypeWrapper<Omit<PresenceChanged, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  PresenceStatus: PresenceStatus;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReactionAdded: ResolverTypeWrapper<Omit<ReactionAdded, 'actor' | 'message'> & { actor?: Maybe<ResolversTypes['User']>, message: ResolversTypes['Message'] }>;
  ReactionGroup: ResolverTypeWrapper<ReactionGroupModel>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ReactionRemoved: ResolverTypeWrapper<Omit<ReactionRemoved, 'actor' | 'message'> & { actor?: Maybe<ResolversTypes['User']>, message: ResolversTypes['Message'] }>;
  ReadCursor: ResolverTypeWrapper<Omit<ReadCursor, 'message'> & { message?: Maybe<ResolversTypes['Message']> }>;
  RemoveReactionInput: RemoveReactionInput;
  RemoveReactionPayload: ResolverTypeWrapper<Omit<RemoveReactionPayload, 'message'> & { message?: Maybe<ResolversTypes['Message']> }>;
  Room: ResolverTypeWrapper<RoomModel>;
  RoomChanged: ResolverTypeWrapper<Omit<RoomChanged, 'actor' | 'room'> & { actor?: Maybe<ResolversTypes['User']>, room?: Maybe<ResolversTypes['Room']> }>;
  RoomCreated: ResolverTypeWrapper<Omit<RoomCreated, 'actor' | 'room'> & { actor?: Maybe<ResolversTypes['User']>, room?: Maybe<ResolversTypes['Room']> }>;
  RoomEvent: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RoomEvent']>;
  RoomEventsPage: ResolverTypeWrapper<Omit<RoomEventsPage, 'items'> & { items: ReadonlyArray<ResolversTypes['RoomStreamItem']> }>;
  RoomJoined: ResolverTypeWrapper<Omit<RoomJoined, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  RoomLeft: ResolverTypeWrapper<Omit<RoomLeft, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  RoomStreamItem: ResolverTypeWrapper<RoomStreamItemModel>;
  SendMessageInput: SendMessageInput;
  SendMessagePayload: ResolverTypeWrapper<Omit<SendMessagePayload, 'message'> & { message?: Maybe<ResolversTypes['Message']> }>;
  SetTypingInput: SetTypingInput;
  SetTypingPayload: ResolverTypeWrapper<Omit<SetTypingPayload, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  StreamReset: ResolverTypeWrapper<Omit<StreamReset, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TypingChanged: ResolverTypeWrapper<Omit<TypingChanged, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  UnreadCountChanged: ResolverTypeWrapper<Omit<UnreadCountChanged, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  User: ResolverTypeWrapper<UserModel>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  ViewerEvent: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ViewerEvent']>;
  ViewerRoomConnection: ResolverTypeWrapper<Omit<ViewerRoomConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ViewerRoomEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['Room']>> }>;
  ViewerRoomEdge: ResolverTypeWrapper<Omit<ViewerRoomEdge, 'node'> & { node?: Maybe<ResolversTypes['Room']> }>;
  ViewerStreamItem: ResolverTypeWrapper<ViewerStreamItemModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessRevoked: Omit<AccessRevoked, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  AddReactionInput: AddReactionInput;
  ID: Scalars['ID']['output'];
  AddReactionPayload: Omit<AddReactionPayload, 'message'> & { message?: Maybe<ResolversParentTypes['Message']> };
  Attachment: AttachmentModel;
  DateTime: Scalars['DateTime']['output'];
  DeleteMessageInput: DeleteMessageInput;
  DeleteMessagePayload: Omit<DeleteMessagePayload, 'message'> & { message?: Maybe<ResolversParentTypes['Message']> };
  EditMessageInput: EditMessageInput;
  EditMessagePayload: Omit<EditMessagePayload, 'message'> & { message?: Maybe<ResolversParentTypes['Message']> };
  InboxChanged: Omit<InboxChanged, 'viewer'> & { viewer?: Maybe<ResolversParentTypes['Viewer']> };
  MarkReadInput: MarkReadInput;
  MarkReadPayload: Omit<MarkReadPayload, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  MemberJoined: Omit<MemberJoined, 'actor' | 'room' | 'user'> & { actor?: Maybe<ResolversParentTypes['User']>, room?: Maybe<ResolversParentTypes['Room']>, user?: Maybe<ResolversParentTypes['User']> };
  MemberLeft: Omit<MemberLeft, 'actor' | 'room' | 'user'> & { actor?: Maybe<ResolversParentTypes['User']>, room?: Maybe<ResolversParentTypes['Room']>, user?: Maybe<ResolversParentTypes['User']> };
  MemberRoleChanged: Omit<MemberRoleChanged, 'actor' | 'room' | 'user'> & { actor?: Maybe<ResolversParentTypes['User']>, room?: Maybe<ResolversParentTypes['Room']>, user?: Maybe<ResolversParentTypes['User']> };
  Message: MessageModel;
  MessageConnection: Omit<MessageConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['MessageEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Message']> };
  MessageDeleted: Omit<MessageDeleted, 'actor' | 'message'> & { actor?: Maybe<ResolversParentTypes['User']>, message: ResolversParentTypes['Message'] };
  MessageEdge: Omit<MessageEdge, 'node'> & { node: ResolversParentTypes['Message'] };
  MessageEdited: Omit<MessageEdited, 'message'> & { message: ResolversParentTypes['Message'] };
  MessageSent: Omit<MessageSent, 'message'> & { message: ResolversParentTypes['Message'] };
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Presence: Presence;
  PresenceChanged: Omit<PresenceChanged, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  Query: Record<PropertyKey, never>;
  ReactionAdded: Omit<ReactionAdded, 'actor' | 'message'> & { actor?: Maybe<ResolversParentTypes['User']>, message: ResolversParentTypes['Message'] };
  ReactionGroup: ReactionGroupModel;
  Int: Scalars['Int']['output'];
  ReactionRemoved: Omit<ReactionRemoved, 'actor' | 'message'> & { actor?: Maybe<ResolversParentTypes['User']>, message: ResolversParentTypes['Message'] };
  ReadCursor: Omit<ReadCursor, 'message'> & { message?: Maybe<ResolversParentTypes['Message']> };
  RemoveReactionInput: RemoveReactionInput;
  RemoveReactionPayload: Omit<RemoveReactionPayload, 'message'> & { message?: Maybe<ResolversParentTypes['Message']> };
  Room: RoomModel;
  RoomChanged: Omit<RoomChanged, 'actor' | 'room'> & { actor?: Maybe<ResolversParentTypes['User']>, room?: Maybe<ResolversParentTypes['Room']> };
  RoomCreated: Omit<RoomCreated, 'actor' | 'room'> & { actor?: Maybe<ResolversParentTypes['User']>, room?: Maybe<ResolversParentTypes['Room']> };
  RoomEvent: ResolversUnionTypes<ResolversParentTypes>['RoomEvent'];
  RoomEventsPage: Omit<RoomEventsPage, 'items'> & { items: ReadonlyArray<ResolversParentTypes['RoomStreamItem']> };
  RoomJoined: Omit<RoomJoined, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  RoomLeft: Omit<RoomLeft, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  RoomStreamItem: RoomStreamItemModel;
  SendMessageInput: SendMessageInput;
  SendMessagePayload: Omit<SendMessagePayload, 'message'> & { message?: Maybe<ResolversParentTypes['Message']> };
  SetTypingInput: SetTypingInput;
  SetTypingPayload: Omit<SetTypingPayload, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  StreamReset: Omit<StreamReset, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  Subscription: Record<PropertyKey, never>;
  TypingChanged: Omit<TypingChanged, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  UnreadCountChanged: Omit<UnreadCountChanged, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  User: UserModel;
  UserError: UserError;
  Viewer: ViewerModel;
  ViewerEvent: ResolversUnionTypes<ResolversParentTypes>['ViewerEvent'];
  ViewerRoomConnection: Omit<ViewerRoomConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ViewerRoomEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['Room']>> };
  ViewerRoomEdge: Omit<ViewerRoomEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Room']> };
  ViewerStreamItem: ViewerStreamItemModel;
  String: Scalars['String']['output'];
};

export type LiveDirectiveArgs = {
  replay: Scalars['String']['input'];
};

export type LiveDirectiveResolver<Result, Parent, ContextType = Context, Args = LiveDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ViewerDirectiveArgs = { };

export type ViewerDirectiveResolver<Result, Parent, ContextType = Context, Args = ViewerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccessRevokedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessRevoked'] = ResolversParentTypes['AccessRevoked']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddReactionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddReactionPayload'] = ResolversParentTypes['AddReactionPayload']> = {
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AttachmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteMessagePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteMessagePayload'] = ResolversParentTypes['DeleteMessagePayload']> = {
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EditMessagePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EditMessagePayload'] = ResolversParentTypes['EditMessagePayload']> = {
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type InboxChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboxChanged'] = ResolversParentTypes['InboxChanged']> = {
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MarkReadPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MarkReadPayload'] = ResolversParentTypes['MarkReadPayload']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MemberJoinedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemberJoined'] = ResolversParentTypes['MemberJoined']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MemberLeftResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemberLeft'] = ResolversParentTypes['MemberLeft']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MemberRoleChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemberRoleChanged'] = ResolversParentTypes['MemberRoleChanged']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message'], FederationReferenceType extends FederationReferenceTypes['Message'] = FederationReferenceTypes['Message']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Message']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attachments?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Attachment']>>, ParentType, ContextType>;
  body?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  clientMessageId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contentType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  editedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mentions?: Resolver<ReadonlyArray<Maybe<ResolversTypes['User']>>, ParentType, ContextType>;
  reactions?: Resolver<ReadonlyArray<ResolversTypes['ReactionGroup']>, ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  sender?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type MessageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageConnection'] = ResolversParentTypes['MessageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MessageEdge']>, ParentType, ContextType>;
  liveCursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Message']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MessageDeletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageDeleted'] = ResolversParentTypes['MessageDeleted']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageEdge'] = ResolversParentTypes['MessageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
};

export type MessageEditedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageEdited'] = ResolversParentTypes['MessageEdited']> = {
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageSentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageSent'] = ResolversParentTypes['MessageSent']> = {
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addReaction?: Resolver<Maybe<ResolversTypes['AddReactionPayload']>, ParentType, ContextType, RequireFields<MutationAddReactionArgs, 'input'>>;
  deleteMessage?: Resolver<Maybe<ResolversTypes['DeleteMessagePayload']>, ParentType, ContextType, RequireFields<MutationDeleteMessageArgs, 'input'>>;
  editMessage?: Resolver<Maybe<ResolversTypes['EditMessagePayload']>, ParentType, ContextType, RequireFields<MutationEditMessageArgs, 'input'>>;
  markRead?: Resolver<Maybe<ResolversTypes['MarkReadPayload']>, ParentType, ContextType, RequireFields<MutationMarkReadArgs, 'input'>>;
  removeReaction?: Resolver<Maybe<ResolversTypes['RemoveReactionPayload']>, ParentType, ContextType, RequireFields<MutationRemoveReactionArgs, 'input'>>;
  sendMessage?: Resolver<Maybe<ResolversTypes['SendMessagePayload']>, ParentType, ContextType, RequireFields<MutationSendMessageArgs, 'input'>>;
  setTyping?: Resolver<Maybe<ResolversTypes['SetTypingPayload']>, ParentType, ContextType, RequireFields<MutationSetTypingArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PresenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Presence'] = ResolversParentTypes['Presence']> = {
  lastActiveAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PresenceStatus'], ParentType, ContextType>;
};

export type PresenceChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PresenceChanged'] = ResolversParentTypes['PresenceChanged']> = {
  status?: Resolver<ResolversTypes['PresenceStatus'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType, RequireFields<QueryMessageArgs, 'id'>>;
  roomEventsSince?: Resolver<Maybe<ResolversTypes['RoomEventsPage']>, ParentType, ContextType, RequireFields<QueryRoomEventsSinceArgs, 'roomId'>>;
};

export type ReactionAddedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReactionAdded'] = ResolversParentTypes['ReactionAdded']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  emoji?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReactionGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReactionGroup'] = ResolversParentTypes['ReactionGroup']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  emoji?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  viewerHasReacted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ReactionRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReactionRemoved'] = ResolversParentTypes['ReactionRemoved']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  emoji?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReadCursorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReadCursor'] = ResolversParentTypes['ReadCursor']> = {
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  movedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type RemoveReactionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveReactionPayload'] = ResolversParentTypes['RemoveReactionPayload']> = {
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RoomResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Room'] = ResolversParentTypes['Room'], FederationReferenceType extends FederationReferenceTypes['Room'] = FederationReferenceTypes['Room']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Room']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastMessage?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  messages?: Resolver<Maybe<ResolversTypes['MessageConnection']>, ParentType, ContextType, Partial<RoomMessagesArgs>>;
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  viewerReadCursor?: Resolver<Maybe<ResolversTypes['ReadCursor']>, ParentType, ContextType>;
};

export type RoomChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomChanged'] = ResolversParentTypes['RoomChanged']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomCreatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomCreated'] = ResolversParentTypes['RoomCreated']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomEvent'] = ResolversParentTypes['RoomEvent']> = {
  __resolveType: TypeResolveFn<'AccessRevoked' | 'MemberJoined' | 'MemberLeft' | 'MemberRoleChanged' | 'MessageDeleted' | 'MessageEdited' | 'MessageSent' | 'PresenceChanged' | 'ReactionAdded' | 'ReactionRemoved' | 'RoomChanged' | 'RoomCreated' | 'StreamReset' | 'TypingChanged', ParentType, ContextType>;
};

export type RoomEventsPageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomEventsPage'] = ResolversParentTypes['RoomEventsPage']> = {
  head?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hiddenActorIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  items?: Resolver<ReadonlyArray<ResolversTypes['RoomStreamItem']>, ParentType, ContextType>;
  silentActorIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type RoomJoinedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomJoined'] = ResolversParentTypes['RoomJoined']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomLeftResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomLeft'] = ResolversParentTypes['RoomLeft']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomStreamItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomStreamItem'] = ResolversParentTypes['RoomStreamItem']> = {
  actorId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['RoomEvent']>, ParentType, ContextType>;
  revokedUserIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type SendMessagePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SendMessagePayload'] = ResolversParentTypes['SendMessagePayload']> = {
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetTypingPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetTypingPayload'] = ResolversParentTypes['SetTypingPayload']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type StreamResetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StreamReset'] = ResolversParentTypes['StreamReset']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  roomEvents?: SubscriptionResolver<ResolversTypes['RoomStreamItem'], "roomEvents", ParentType, ContextType, RequireFields<SubscriptionRoomEventsArgs, 'roomId'>>;
  viewerEvents?: SubscriptionResolver<ResolversTypes['ViewerStreamItem'], "viewerEvents", ParentType, ContextType, Partial<SubscriptionViewerEventsArgs>>;
};

export type TypingChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TypingChanged'] = ResolversParentTypes['TypingChanged']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  isTyping?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UnreadCountChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnreadCountChanged'] = ResolversParentTypes['UnreadCountChanged']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  presence?: Resolver<Maybe<ResolversTypes['Presence']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer'], FederationReferenceType extends FederationReferenceTypes['Viewer'] = FederationReferenceTypes['Viewer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Viewer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  rooms?: Resolver<Maybe<ResolversTypes['ViewerRoomConnection']>, ParentType, ContextType, Partial<ViewerRoomsArgs>>;
};

export type ViewerEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerEvent'] = ResolversParentTypes['ViewerEvent']> = {
  __resolveType: TypeResolveFn<'InboxChanged' | 'RoomJoined' | 'RoomLeft' | 'UnreadCountChanged', ParentType, ContextType>;
};

export type ViewerRoomConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerRoomConnection'] = ResolversParentTypes['ViewerRoomConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ViewerRoomEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Room']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ViewerRoomEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerRoomEdge'] = ResolversParentTypes['ViewerRoomEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastActivityAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
};

export type ViewerStreamItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerStreamItem'] = ResolversParentTypes['ViewerStreamItem']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['ViewerEvent']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AccessRevoked?: AccessRevokedResolvers<ContextType>;
  AddReactionPayload?: AddReactionPayloadResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteMessagePayload?: DeleteMessagePayloadResolvers<ContextType>;
  EditMessagePayload?: EditMessagePayloadResolvers<ContextType>;
  InboxChanged?: InboxChangedResolvers<ContextType>;
  MarkReadPayload?: MarkReadPayloadResolvers<ContextType>;
  MemberJoined?: MemberJoinedResolvers<ContextType>;
  MemberLeft?: MemberLeftResolvers<ContextType>;
  MemberRoleChanged?: MemberRoleChangedResolvers<ContextType>;
  Message?: MessageResolvers<ContextType>;
  MessageConnection?: MessageConnectionResolvers<ContextType>;
  MessageDeleted?: MessageDeletedResolvers<ContextType>;
  MessageEdge?: MessageEdgeResolvers<ContextType>;
  MessageEdited?: MessageEditedResolvers<ContextType>;
  MessageSent?: MessageSentResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Presence?: PresenceResolvers<ContextType>;
  PresenceChanged?: PresenceChangedResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReactionAdded?: ReactionAddedResolvers<ContextType>;
  ReactionGroup?: ReactionGroupResolvers<ContextType>;
  ReactionRemoved?: ReactionRemovedResolvers<ContextType>;
  ReadCursor?: ReadCursorResolvers<ContextType>;
  RemoveReactionPayload?: RemoveReactionPayloadResolvers<ContextType>;
  Room?: RoomResolvers<ContextType>;
  RoomChanged?: RoomChangedResolvers<ContextType>;
  RoomCreated?: RoomCreatedResolvers<ContextType>;
  RoomEvent?: RoomEventResolvers<ContextType>;
  RoomEventsPage?: RoomEventsPageResolvers<ContextType>;
  RoomJoined?: RoomJoinedResolvers<ContextType>;
  RoomLeft?: RoomLeftResolvers<ContextType>;
  RoomStreamItem?: RoomStreamItemResolvers<ContextType>;
  SendMessagePayload?: SendMessagePayloadResolvers<ContextType>;
  SetTypingPayload?: SetTypingPayloadResolvers<ContextType>;
  StreamReset?: StreamResetResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TypingChanged?: TypingChangedResolvers<ContextType>;
  UnreadCountChanged?: UnreadCountChangedResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  ViewerEvent?: ViewerEventResolvers<ContextType>;
  ViewerRoomConnection?: ViewerRoomConnectionResolvers<ContextType>;
  ViewerRoomEdge?: ViewerRoomEdgeResolvers<ContextType>;
  ViewerStreamItem?: ViewerStreamItemResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  live?: LiveDirectiveResolver<any, any, ContextType>;
  viewer?: ViewerDirectiveResolver<any, any, ContextType>;
};
