import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ViewerModel, RoomModel, UserModel, MessageModel, PushTargetModel, InboxItemModel, Context } from './models.ts';
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

/** A page of an inbox. */
export type InboxConnection = {
  readonly __typename?: 'InboxConnection';
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<InboxEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<InboxItem>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** An item in an inbox. */
export type InboxEdge = {
  readonly __typename?: 'InboxEdge';
  /** The place in the inbox, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: InboxItem;
};

/** Something that wants your attention. */
export type InboxItem = {
  readonly __typename?: 'InboxItem';
  /** Whose doing it is. */
  readonly actor: Maybe<User>;
  /** When it happened. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Identifies the item. Starts with `ib_`. */
  readonly id: Scalars['ID']['output'];
  /** What it is. */
  readonly kind: InboxItemKind;
  /** The message that mentions you. Null for what is about no message, and when you may not read it any more. */
  readonly message: Maybe<Message>;
  /** When you marked it as read. Null while it is not. */
  readonly readAt: Maybe<Scalars['DateTime']['output']>;
  /** Where. */
  readonly room: Maybe<Room>;
};

/** What an item of an inbox is. More kinds may be added. */
export type InboxItemKind =
  /** Somebody has added you to a GROUP room. */
  | 'INVITATION'
  /** A message mentions you. */
  | 'MENTION';

/** Which items of your inbox to mark as read: give one of the two. */
export type MarkInboxReadInput = {
  /** The IDs of 1 to 100 items. */
  readonly itemIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The ID of an item: it is marked, and all that are older. */
  readonly upToItemId?: InputMaybe<Scalars['ID']['input']>;
};

/** The answer to `markInboxRead`. */
export type MarkInboxReadPayload = {
  readonly __typename?: 'MarkInboxReadPayload';
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** You, with your inbox as it is now. */
  readonly viewer: Maybe<Viewer>;
};

export type Message = {
  readonly __typename?: 'Message';
  readonly id: Scalars['ID']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Marks items of your inbox as read: some, or all up to one. Items that are not there are passed over. */
  readonly markInboxRead: Maybe<MarkInboxReadPayload>;
  /**
   * No pushes for a room until a time, or until you take it back with `unmuteRoom`. Messages that mention you are pushed all
   * the same unless `includingMentions`. Muting again replaces what was set. `NOT_FOUND` when you are not a member.
   */
  readonly muteRoom: Maybe<MuteRoomPayload>;
  /**
   * Makes the device of your session show pushes for messages that reach you while you are away. A session has one target:
   * registering again replaces it, and with the same token changes nothing but the name. It ends with the session, and a
   * token that another session registers moves there.
   */
  readonly registerPushTarget: Maybe<RegisterPushTargetPayload>;
  /** Ends the pushes of one of your devices. Removing one that is not there changes nothing. */
  readonly removePushTarget: Maybe<RemovePushTargetPayload>;
  /** Takes a mute back. Unmuting a room that is not muted changes nothing. `NOT_FOUND` when you are not a member. */
  readonly unmuteRoom: Maybe<UnmuteRoomPayload>;
};


export type MutationMarkInboxReadArgs = {
  input: MarkInboxReadInput;
};


export type MutationMuteRoomArgs = {
  input: MuteRoomInput;
};


export type MutationRegisterPushTargetArgs = {
  input: RegisterPushTargetInput;
};


export type MutationRemovePushTargetArgs = {
  input: RemovePushTargetInput;
};


export type MutationUnmuteRoomArgs = {
  input: UnmuteRoomInput;
};

/** Which room to mute, and for how long. */
export type MuteRoomInput = {
  /** Whether messages that mention you are not pushed either. */
  readonly includingMentions?: Scalars['Boolean']['input'];
  /** The room's ID. */
  readonly roomId: Scalars['ID']['input'];
  /** Until when. Null for until you take it back. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The answer to `muteRoom`. */
export type MuteRoomPayload = {
  readonly __typename?: 'MuteRoomPayload';
  /** The room with its mute. */
  readonly room: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
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

/** By which service a device is reached. */
export type PushKind =
  /** An app, by Firebase Cloud Messaging. */
  | 'FCM'
  /** A browser, by the Push API (RFC 8030, RFC 8291). */
  | 'WEB_PUSH';

/** A device of yours that shows pushes. Its token is never told. */
export type PushTarget = {
  readonly __typename?: 'PushTarget';
  /** When it was registered. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Identifies the target. Starts with `pt_`. */
  readonly id: Scalars['ID']['output'];
  /** Whether it belongs to the session that asks. */
  readonly isCurrentSession: Scalars['Boolean']['output'];
  /** By which service it is reached. */
  readonly kind: PushKind;
  /** When the service last took a push for it. Null when it never has. */
  readonly lastDeliveredAt: Maybe<Scalars['DateTime']['output']>;
  /** What you have called the device. */
  readonly name: Maybe<Scalars['String']['output']>;
};

/** How a device is reached. */
export type RegisterPushTargetInput = {
  /** By which service. */
  readonly kind: PushKind;
  /** What to call the device, 1 to 64 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /**
   * FCM: the registration token of the app. WEB_PUSH: the `endpoint` of the browser's subscription, an https URL. At most
   * 2,048 bytes.
   */
  readonly token: Scalars['String']['input'];
  /** The subscription's keys. Needed for WEB_PUSH, and for nothing else. */
  readonly webPushKeys?: InputMaybe<WebPushKeysInput>;
};

/** The answer to `registerPushTarget`. */
export type RegisterPushTargetPayload = {
  readonly __typename?: 'RegisterPushTargetPayload';
  /** The device as it is registered now. */
  readonly pushTarget: Maybe<PushTarget>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Which device gets no more pushes. */
export type RemovePushTargetInput = {
  /** The target's ID. */
  readonly pushTargetId: Scalars['ID']['input'];
};

/** The answer to `removePushTarget`. */
export type RemovePushTargetPayload = {
  readonly __typename?: 'RemovePushTargetPayload';
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** You, with the devices that are left. */
  readonly viewer: Maybe<Viewer>;
};

/** Where people write to each other. */
export type Room = {
  readonly __typename?: 'Room';
  readonly id: Scalars['ID']['output'];
  /** Whether and how you have muted it. Null when you have not, or the mute is over. */
  readonly viewerMute: Maybe<RoomMute>;
};

/** That you get no pushes for a room. */
export type RoomMute = {
  readonly __typename?: 'RoomMute';
  /** Whether messages that mention you are not pushed either. */
  readonly includingMentions: Scalars['Boolean']['output'];
  /** Since when. */
  readonly since: Scalars['DateTime']['output'];
  /** Until when. Null when it lasts until you take it back. */
  readonly until: Maybe<Scalars['DateTime']['output']>;
};

/** Which room to unmute. */
export type UnmuteRoomInput = {
  /** The room's ID. */
  readonly roomId: Scalars['ID']['input'];
};

/** The answer to `unmuteRoom`. */
export type UnmuteRoomPayload = {
  readonly __typename?: 'UnmuteRoomPayload';
  /** The room without a mute. */
  readonly room: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

export type User = {
  readonly __typename?: 'User';
  readonly id: Scalars['ID']['output'];
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
  /** Give either 1 to 100 items or the last one. */
  | 'INBOX_ITEMS_INVALID'
  /** The time is not in the future, or more than ten years away. */
  | 'MUTE_UNTIL_INVALID'
  /** The name is empty, too long, or holds control characters. */
  | 'PUSH_TARGET_NAME_INVALID'
  /** The token is empty, too long, or not what its service gives. */
  | 'PUSH_TOKEN_INVALID'
  /** You have 20 devices that show pushes. Remove one first. */
  | 'TOO_MANY_PUSH_TARGETS'
  /** The keys are missing, not those of a browser's subscription, or given for another service. */
  | 'WEB_PUSH_KEYS_INVALID';

/** What you see as yourself. Everything in here is private to you. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  readonly id: Scalars['ID']['output'];
  /**
   * What wants your attention, mentions and invitations, the newest first. What is deleted, or stands in a room that you
   * have left, is not among it.
   */
  readonly inbox: Maybe<InboxConnection>;
  /** How many items of your inbox you have not read. Counts to 1,000 at most. */
  readonly inboxUnreadCount: Maybe<Scalars['Int']['output']>;
  /** Your devices that show pushes, the newest first. */
  readonly pushTargets: Maybe<ReadonlyArray<PushTarget>>;
};


/** What you see as yourself. Everything in here is private to you. */
export type ViewerInboxArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  unreadOnly?: Scalars['Boolean']['input'];
};

/** The keys of a browser's subscription, as `PushSubscription.toJSON().keys` gives them. */
export type WebPushKeysInput = {
  /** The secret that both sides share: 16 bytes in base64url. */
  readonly auth: Scalars['String']['input'];
  /** The browser's public key: 65 bytes in base64url. */
  readonly p256dh: Scalars['String']['input'];
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
  Room: Room;
  Viewer: Viewer;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Room:
    ( { __typename: 'Room' }
    & GraphQLRecursivePick<FederationTypes['Room'], {"id":true}> );
  Viewer:
    ( { __typename: 'Viewer' }
    & GraphQLRecursivePick<FederationTypes['Viewer'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  InboxConnection: ResolverTypeWrapper<Omit<InboxConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['InboxEdge']>, nodes: ReadonlyArray<ResolversTypes['InboxItem']> }>;
  InboxEdge: ResolverTypeWrapper<Omit<InboxEdge, 'node'> & { node: ResolversTypes['InboxItem'] }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  InboxItem: ResolverTypeWrapper<InboxItemModel>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  InboxItemKind: InboxItemKind;
  MarkInboxReadInput: MarkInboxReadInput;
  MarkInboxReadPayload: ResolverTypeWrapper<Omit<MarkInboxReadPayload, 'viewer'> & { viewer?: Maybe<ResolversTypes['Viewer']> }>;
  Message: ResolverTypeWrapper<MessageModel>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  MuteRoomInput: MuteRoomInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  MuteRoomPayload: ResolverTypeWrapper<Omit<MuteRoomPayload, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PushKind: PushKind;
  PushTarget: ResolverTypeWrapper<PushTargetModel>;
  RegisterPushTargetInput: RegisterPushTargetInput;
  RegisterPushTargetPayload: ResolverTypeWrapper<Omit<RegisterPushTargetPayload, 'pushTarget'> & { pushTarget?: Maybe<ResolversTypes['PushTarget']> }>;
  RemovePushTargetInput: RemovePushTargetInput;
  RemovePushTargetPayload: ResolverTypeWrapper<Omit<RemovePushTargetPayload, 'viewer'> & { viewer?: Maybe<ResolversTypes['Viewer']> }>;
  Room: ResolverTypeWrapper<RoomModel>;
  RoomMute: ResolverTypeWrapper<RoomMute>;
  UnmuteRoomInput: UnmuteRoomInput;
  UnmuteRoomPayload: ResolverTypeWrapper<Omit<UnmuteRoomPayload, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  User: ResolverTypeWrapper<UserModel>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  WebPushKeysInput: WebPushKeysInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  InboxConnection: Omit<InboxConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['InboxEdge']>, nodes: ReadonlyArray<ResolversParentTypes['InboxItem']> };
  InboxEdge: Omit<InboxEdge, 'node'> & { node: ResolversParentTypes['InboxItem'] };
  String: Scalars['String']['output'];
  InboxItem: InboxItemModel;
  ID: Scalars['ID']['output'];
  MarkInboxReadInput: MarkInboxReadInput;
  MarkInboxReadPayload: Omit<MarkInboxReadPayload, 'viewer'> & { viewer?: Maybe<ResolversParentTypes['Viewer']> };
  Message: MessageModel;
  Mutation: Record<PropertyKey, never>;
  MuteRoomInput: MuteRoomInput;
  Boolean: Scalars['Boolean']['output'];
  MuteRoomPayload: Omit<MuteRoomPayload, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  PageInfo: PageInfo;
  PushTarget: PushTargetModel;
  RegisterPushTargetInput: RegisterPushTargetInput;
  RegisterPushTargetPayload: Omit<RegisterPushTargetPayload, 'pushTarget'> & { pushTarget?: Maybe<ResolversParentTypes['PushTarget']> };
  RemovePushTargetInput: RemovePushTargetInput;
  RemovePushTargetPayload: Omit<RemovePushTargetPayload, 'viewer'> & { viewer?: Maybe<ResolversParentTypes['Viewer']> };
  Room: RoomModel;
  RoomMute: RoomMute;
  UnmuteRoomInput: UnmuteRoomInput;
  UnmuteRoomPayload: Omit<UnmuteRoomPayload, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  User: UserModel;
  UserError: UserError;
  Viewer: ViewerModel;
  Int: Scalars['Int']['output'];
  WebPushKeysInput: WebPushKeysInput;
};

export type ViewerDirectiveArgs = { };

export type ViewerDirectiveResolver<Result, Parent, ContextType = Context, Args = ViewerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type InboxConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboxConnection'] = ResolversParentTypes['InboxConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InboxEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['InboxItem']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type InboxEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboxEdge'] = ResolversParentTypes['InboxEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['InboxItem'], ParentType, ContextType>;
};

export type InboxItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboxItem'] = ResolversParentTypes['InboxItem']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['InboxItemKind'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
};

export type MarkInboxReadPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MarkInboxReadPayload'] = ResolversParentTypes['MarkInboxReadPayload']> = {
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type MessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  markInboxRead?: Resolver<Maybe<ResolversTypes['MarkInboxReadPayload']>, ParentType, ContextType, RequireFields<MutationMarkInboxReadArgs, 'input'>>;
  muteRoom?: Resolver<Maybe<ResolversTypes['MuteRoomPayload']>, ParentType, ContextType, RequireFields<MutationMuteRoomArgs, 'input'>>;
  registerPushTarget?: Resolver<Maybe<ResolversTypes['RegisterPushTargetPayload']>, ParentType, ContextType, RequireFields<MutationRegisterPushTargetArgs, 'input'>>;
  removePushTarget?: Resolver<Maybe<ResolversTypes['RemovePushTargetPayload']>, ParentType, ContextType, RequireFields<MutationRemovePushTargetArgs, 'input'>>;
  unmuteRoom?: Resolver<Maybe<ResolversTypes['UnmuteRoomPayload']>, ParentType, ContextType, RequireFields<MutationUnmuteRoomArgs, 'input'>>;
};

export type MuteRoomPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MuteRoomPayload'] = ResolversParentTypes['MuteRoomPayload']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PushTargetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PushTarget'] = ResolversParentTypes['PushTarget']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCurrentSession?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PushKind'], ParentType, ContextType>;
  lastDeliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RegisterPushTargetPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterPushTargetPayload'] = ResolversParentTypes['RegisterPushTargetPayload']> = {
  pushTarget?: Resolver<Maybe<ResolversTypes['PushTarget']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RemovePushTargetPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemovePushTargetPayload'] = ResolversParentTypes['RemovePushTargetPayload']> = {
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type RoomResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Room'] = ResolversParentTypes['Room'], FederationReferenceType extends FederationReferenceTypes['Room'] = FederationReferenceTypes['Room']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Room']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  viewerMute?: Resolver<Maybe<ResolversTypes['RoomMute']>, ParentType, ContextType>;
};

export type RoomMuteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomMute'] = ResolversParentTypes['RoomMute']> = {
  includingMentions?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type UnmuteRoomPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnmuteRoomPayload'] = ResolversParentTypes['UnmuteRoomPayload']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer'], FederationReferenceType extends FederationReferenceTypes['Viewer'] = FederationReferenceTypes['Viewer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Viewer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inbox?: Resolver<Maybe<ResolversTypes['InboxConnection']>, ParentType, ContextType, RequireFields<ViewerInboxArgs, 'unreadOnly'>>;
  inboxUnreadCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pushTargets?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PushTarget']>>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  InboxConnection?: InboxConnectionResolvers<ContextType>;
  InboxEdge?: InboxEdgeResolvers<ContextType>;
  InboxItem?: InboxItemResolvers<ContextType>;
  MarkInboxReadPayload?: MarkInboxReadPayloadResolvers<ContextType>;
  Message?: MessageResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  MuteRoomPayload?: MuteRoomPayloadResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PushTarget?: PushTargetResolvers<ContextType>;
  RegisterPushTargetPayload?: RegisterPushTargetPayloadResolvers<ContextType>;
  RemovePushTargetPayload?: RemovePushTargetPayloadResolvers<ContextType>;
  Room?: RoomResolvers<ContextType>;
  RoomMute?: RoomMuteResolvers<ContextType>;
  UnmuteRoomPayload?: UnmuteRoomPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  viewer?: ViewerDirectiveResolver<any, any, ContextType>;
};
