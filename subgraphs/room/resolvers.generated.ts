import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { RoomModel, MembershipModel, UserModel, AttachmentModel, Context } from './models.ts';
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

/** Whom to add, and where. */
export type AddMemberInput = {
  /** The room's ID. */
  readonly roomId: Scalars['ID']['input'];
  /** The person's ID. */
  readonly userId: Scalars['ID']['input'];
};

/** The answer to `addMember`. */
export type AddMemberPayload = {
  readonly __typename?: 'AddMemberPayload';
  /** The new membership. */
  readonly membership: Maybe<Membership>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

export type Attachment = {
  readonly __typename?: 'Attachment';
  readonly id: Scalars['ID']['output'];
};

/** What a new room is. */
export type CreateRoomInput = {
  /** 1 to 80 characters without control characters. */
  readonly name: Scalars['String']['input'];
  /** At most 250 characters. */
  readonly topic?: InputMaybe<Scalars['String']['input']>;
  /** Who may find and join it. */
  readonly visibility?: RoomVisibility;
};

/** The answer to `createRoom`. */
export type CreateRoomPayload = {
  readonly __typename?: 'CreateRoomPayload';
  /** The new room. */
  readonly room: Maybe<Room>;
  /** What to correct. Nothing was made when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Which room to join. */
export type JoinRoomInput = {
  /** The room's ID. */
  readonly roomId: Scalars['ID']['input'];
};

/** The answer to `joinRoom`. */
export type JoinRoomPayload = {
  readonly __typename?: 'JoinRoomPayload';
  /** Your membership. */
  readonly membership: Maybe<Membership>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Which room to leave. */
export type LeaveRoomInput = {
  /** The room's ID. */
  readonly roomId: Scalars['ID']['input'];
};

/** The answer to `leaveRoom`. */
export type LeaveRoomPayload = {
  readonly __typename?: 'LeaveRoomPayload';
  /** The room that you have left. Null when it is private, since you can no longer see it. */
  readonly room: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A person's place in a room. */
export type Membership = {
  readonly __typename?: 'Membership';
  /** Identifies the membership. */
  readonly id: Scalars['ID']['output'];
  /** When the person became a member, the last time. */
  readonly joinedAt: Scalars['DateTime']['output'];
  /** What the person may do in the room. */
  readonly role: MembershipRole;
  /** The room. */
  readonly room: Maybe<Room>;
  /** The person. Null while the people's service does not answer. */
  readonly user: Maybe<User>;
};

/** A page of memberships. */
export type MembershipConnection = {
  readonly __typename?: 'MembershipConnection';
  /** The memberships with their cursors. */
  readonly edges: ReadonlyArray<MembershipEdge>;
  /** The memberships alone. */
  readonly nodes: ReadonlyArray<Membership>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A membership in a list. */
export type MembershipEdge = {
  readonly __typename?: 'MembershipEdge';
  /** The place in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The membership. */
  readonly node: Membership;
};

/** What a member may do in a room. */
export type MembershipRole =
  /** Writes and reads. */
  | 'MEMBER'
  /** Adds people, removes members and messages, and changes the picture. */
  | 'MODERATOR'
  /** Everything. */
  | 'OWNER';

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Makes another person a member of a GROUP room. Its owners and moderators may. */
  readonly addMember: Maybe<AddMemberPayload>;
  /** Makes a GROUP room with you as its owner. */
  readonly createRoom: Maybe<CreateRoomPayload>;
  /** Makes you a member of a public room. Joining twice is the same as once. */
  readonly joinRoom: Maybe<JoinRoomPayload>;
  /**
   * Ends your membership. You receive nothing from the room's stream after that. The last owner of a room with other
   * members hands it on first with `setMemberRole`; a DIRECT room cannot be left.
   */
  readonly leaveRoom: Maybe<LeaveRoomPayload>;
  /** Opens the DIRECT room of you and another person. There is one for each pair, whoever opens it and however often. */
  readonly openDirectRoom: Maybe<OpenDirectRoomPayload>;
  /**
   * Ends another person's membership of a GROUP room. Owners may remove anybody; moderators may remove members. From the
   * removal's place in the room's sequence on, the person's messages are refused and nothing more is delivered to it.
   */
  readonly removeMember: Maybe<RemoveMemberPayload>;
  /** Gives a member of a GROUP room another role. Its owners may; the last owner keeps the role. */
  readonly setMemberRole: Maybe<SetMemberRolePayload>;
  /**
   * Gives a GROUP room a picture, or takes it away. Its owners and moderators may. The picture is uploaded first
   * (`createUpload` with the purpose `ROOM_PICTURE`); `completeUpload` gives the ticket.
   */
  readonly setRoomPicture: Maybe<SetRoomPicturePayload>;
};


export type MutationAddMemberArgs = {
  input: AddMemberInput;
};


export type MutationCreateRoomArgs = {
  input: CreateRoomInput;
};


export type MutationJoinRoomArgs = {
  input: JoinRoomInput;
};


export type MutationLeaveRoomArgs = {
  input: LeaveRoomInput;
};


export type MutationOpenDirectRoomArgs = {
  input: OpenDirectRoomInput;
};


export type MutationRemoveMemberArgs = {
  input: RemoveMemberInput;
};


export type MutationSetMemberRoleArgs = {
  input: SetMemberRoleInput;
};


export type MutationSetRoomPictureArgs = {
  input: SetRoomPictureInput;
};

/** With whom to open a DIRECT room. */
export type OpenDirectRoomInput = {
  /** The other person's ID. */
  readonly userId: Scalars['ID']['input'];
};

/** The answer to `openDirectRoom`. */
export type OpenDirectRoomPayload = {
  readonly __typename?: 'OpenDirectRoomPayload';
  /** The pair's room. */
  readonly room: Maybe<Room>;
  /** What to correct. Nothing was made when there is any. */
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

export type Query = {
  readonly __typename?: 'Query';
  /** The public GROUP rooms, the newest first. */
  readonly publicRooms: Maybe<RoomConnection>;
  /** One room. `NOT_FOUND` when there is none with this ID, or it is private and you are not in it. */
  readonly room: Maybe<Room>;
  /**
   * Whether no public room with people in it is called so, for whoever is about to make one. Advice: rooms may have the same
   * name, and asking reserves nothing. False for a name that no room may have.
   */
  readonly roomNameAvailable: Maybe<Scalars['Boolean']['output']>;
};


export type QueryPublicRoomsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRoomArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRoomNameAvailableArgs = {
  name: Scalars['String']['input'];
};

/** Whom to remove, and where. */
export type RemoveMemberInput = {
  /** The room's ID. */
  readonly roomId: Scalars['ID']['input'];
  /** The person's ID. */
  readonly userId: Scalars['ID']['input'];
};

/** The answer to `removeMember`. */
export type RemoveMemberPayload = {
  readonly __typename?: 'RemoveMemberPayload';
  /** The room, without the person. */
  readonly room: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Where people write to each other. */
export type Room = {
  readonly __typename?: 'Room';
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Identifies the room. Starts with `r_`. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is of two people or of a group. */
  readonly kind: RoomKind;
  /** How many members it has. */
  readonly memberCount: Scalars['Int']['output'];
  /** Its members, in the order in which they came. Null unless you are one. */
  readonly members: Maybe<MembershipConnection>;
  /** What it is called. Null in a DIRECT room: show the other person's name. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The other person of a DIRECT room. Null in other rooms. */
  readonly peer: Maybe<User>;
  /** What it looks like. Null when it has no picture, and in a DIRECT room: show the other person's. */
  readonly picture: Maybe<Attachment>;
  /** What it is about. */
  readonly topic: Maybe<Scalars['String']['output']>;
  /** Your own membership. Null when you are not a member. */
  readonly viewerMembership: Maybe<Membership>;
  /** Who may find and join it. */
  readonly visibility: RoomVisibility;
};


/** Where people write to each other. */
export type RoomMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of rooms. */
export type RoomConnection = {
  readonly __typename?: 'RoomConnection';
  /** The rooms with their cursors. */
  readonly edges: ReadonlyArray<RoomEdge>;
  /** The rooms alone. */
  readonly nodes: ReadonlyArray<Room>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
};

/** A room in a list. */
export type RoomEdge = {
  readonly __typename?: 'RoomEdge';
  /** The place in the list, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The room. */
  readonly node: Room;
};

/** What a room is. */
export type RoomKind =
  /** Of two people, and there is one for each pair. */
  | 'DIRECT'
  /** Of any number of people. */
  | 'GROUP';

/** Who may find and join a room. */
export type RoomVisibility =
  /** Whom a member adds. */
  | 'PRIVATE'
  /** Everybody who has signed in. */
  | 'PUBLIC';

/** Whose role to change, where and to what. */
export type SetMemberRoleInput = {
  /** The new role. */
  readonly role: MembershipRole;
  /** The room's ID. */
  readonly roomId: Scalars['ID']['input'];
  /** The person's ID. */
  readonly userId: Scalars['ID']['input'];
};

/** The answer to `setMemberRole`. */
export type SetMemberRolePayload = {
  readonly __typename?: 'SetMemberRolePayload';
  /** The membership with its new role. */
  readonly membership: Maybe<Membership>;
  /** What to correct. Nothing was changed when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Which room, and which picture. */
export type SetRoomPictureInput = {
  /** The room's ID. */
  readonly roomId: Scalars['ID']['input'];
  /** The ticket that `completeUpload` gave you for this room. Null takes the picture away. */
  readonly ticket?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to `setRoomPicture`. */
export type SetRoomPicturePayload = {
  readonly __typename?: 'SetRoomPicturePayload';
  /** The room with its new picture. */
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
  /** One of the two has blocked the other. */
  | 'CANNOT_CONVERSE'
  /** A room of two needs two people. */
  | 'CANNOT_CONVERSE_WITH_SELF'
  /** The room would have no owner. Make another member an owner first. */
  | 'LAST_OWNER'
  /** The person is not a member of the room. */
  | 'NOT_A_MEMBER'
  /** A DIRECT room cannot be left, its members cannot be changed, and it has no picture of its own. */
  | 'ROOM_IS_DIRECT'
  /** Empty, too long, or holds control characters. */
  | 'ROOM_NAME_INVALID'
  /** Too long. */
  | 'ROOM_TOPIC_INVALID'
  /** The ticket was used already, is too old, or is for another room or person. Complete the upload again for a new one. */
  | 'TICKET_INVALID'
  /** There is no such person. */
  | 'USER_UNKNOWN';



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
  Membership: Membership;
  Room: Room;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Membership:
    ( { __typename: 'Membership' }
    & GraphQLRecursivePick<FederationTypes['Membership'], {"id":true}> );
  Room:
    ( { __typename: 'Room' }
    & GraphQLRecursivePick<FederationTypes['Room'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddMemberInput: AddMemberInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AddMemberPayload: ResolverTypeWrapper<Omit<AddMemberPayload, 'membership'> & { membership?: Maybe<ResolversTypes['Membership']> }>;
  Attachment: ResolverTypeWrapper<AttachmentModel>;
  CreateRoomInput: CreateRoomInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CreateRoomPayload: ResolverTypeWrapper<Omit<CreateRoomPayload, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  JoinRoomInput: JoinRoomInput;
  JoinRoomPayload: ResolverTypeWrapper<Omit<JoinRoomPayload, 'membership'> & { membership?: Maybe<ResolversTypes['Membership']> }>;
  LeaveRoomInput: LeaveRoomInput;
  LeaveRoomPayload: ResolverTypeWrapper<Omit<LeaveRoomPayload, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  Membership: ResolverTypeWrapper<MembershipModel>;
  MembershipConnection: ResolverTypeWrapper<Omit<MembershipConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['MembershipEdge']>, nodes: ReadonlyArray<ResolversTypes['Membership']> }>;
  MembershipEdge: ResolverTypeWrapper<Omit<MembershipEdge, 'node'> & { node: ResolversTypes['Membership'] }>;
  MembershipRole: MembershipRole;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OpenDirectRoomInput: OpenDirectRoomInput;
  OpenDirectRoomPayload: ResolverTypeWrapper<Omit<OpenDirectRoomPayload, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  RemoveMemberInput: RemoveMemberInput;
  RemoveMemberPayload: ResolverTypeWrapper<Omit<RemoveMemberPayload, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  Room: ResolverTypeWrapper<RoomModel>;
  RoomConnection: ResolverTypeWrapper<Omit<RoomConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['RoomEdge']>, nodes: ReadonlyArray<ResolversTypes['Room']> }>;
  RoomEdge: ResolverTypeWrapper<Omit<RoomEdge, 'node'> & { node: ResolversTypes['Room'] }>;
  RoomKind: RoomKind;
  RoomVisibility: RoomVisibility;
  SetMemberRoleInput: SetMemberRoleInput;
  SetMemberRolePayload: ResolverTypeWrapper<Omit<SetMemberRolePayload, 'membership'> & { membership?: Maybe<ResolversTypes['Membership']> }>;
  SetRoomPictureInput: SetRoomPictureInput;
  SetRoomPicturePayload: ResolverTypeWrapper<Omit<SetRoomPicturePayload, 'room'> & { room?: Maybe<ResolversTypes['Room']> }>;
  User: ResolverTypeWrapper<UserModel>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddMemberInput: AddMemberInput;
  ID: Scalars['ID']['output'];
  AddMemberPayload: Omit<AddMemberPayload, 'membership'> & { membership?: Maybe<ResolversParentTypes['Membership']> };
  Attachment: AttachmentModel;
  CreateRoomInput: CreateRoomInput;
  String: Scalars['String']['output'];
  CreateRoomPayload: Omit<CreateRoomPayload, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  DateTime: Scalars['DateTime']['output'];
  JoinRoomInput: JoinRoomInput;
  JoinRoomPayload: Omit<JoinRoomPayload, 'membership'> & { membership?: Maybe<ResolversParentTypes['Membership']> };
  LeaveRoomInput: LeaveRoomInput;
  LeaveRoomPayload: Omit<LeaveRoomPayload, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  Membership: MembershipModel;
  MembershipConnection: Omit<MembershipConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['MembershipEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Membership']> };
  MembershipEdge: Omit<MembershipEdge, 'node'> & { node: ResolversParentTypes['Membership'] };
  Mutation: Record<PropertyKey, never>;
  OpenDirectRoomInput: OpenDirectRoomInput;
  OpenDirectRoomPayload: Omit<OpenDirectRoomPayload, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  RemoveMemberInput: RemoveMemberInput;
  RemoveMemberPayload: Omit<RemoveMemberPayload, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  Room: RoomModel;
  RoomConnection: Omit<RoomConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['RoomEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Room']> };
  RoomEdge: Omit<RoomEdge, 'node'> & { node: ResolversParentTypes['Room'] };
  SetMemberRoleInput: SetMemberRoleInput;
  SetMemberRolePayload: Omit<SetMemberRolePayload, 'membership'> & { membership?: Maybe<ResolversParentTypes['Membership']> };
  SetRoomPictureInput: SetRoomPictureInput;
  SetRoomPicturePayload: Omit<SetRoomPicturePayload, 'room'> & { room?: Maybe<ResolversParentTypes['Room']> };
  User: UserModel;
  UserError: UserError;
};

export type ViewerDirectiveArgs = { };

export type ViewerDirectiveResolver<Result, Parent, ContextType = Context, Args = ViewerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AddMemberPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddMemberPayload'] = ResolversParentTypes['AddMemberPayload']> = {
  membership?: Resolver<Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AttachmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CreateRoomPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRoomPayload'] = ResolversParentTypes['CreateRoomPayload']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type JoinRoomPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JoinRoomPayload'] = ResolversParentTypes['JoinRoomPayload']> = {
  membership?: Resolver<Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type LeaveRoomPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaveRoomPayload'] = ResolversParentTypes['LeaveRoomPayload']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Membership'] = ResolversParentTypes['Membership'], FederationReferenceType extends FederationReferenceTypes['Membership'] = FederationReferenceTypes['Membership']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Membership']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  joinedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['MembershipRole'], ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type MembershipConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MembershipConnection'] = ResolversParentTypes['MembershipConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MembershipEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Membership']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MembershipEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MembershipEdge'] = ResolversParentTypes['MembershipEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Membership'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addMember?: Resolver<Maybe<ResolversTypes['AddMemberPayload']>, ParentType, ContextType, RequireFields<MutationAddMemberArgs, 'input'>>;
  createRoom?: Resolver<Maybe<ResolversTypes['CreateRoomPayload']>, ParentType, ContextType, RequireFields<MutationCreateRoomArgs, 'input'>>;
  joinRoom?: Resolver<Maybe<ResolversTypes['JoinRoomPayload']>, ParentType, ContextType, RequireFields<MutationJoinRoomArgs, 'input'>>;
  leaveRoom?: Resolver<Maybe<ResolversTypes['LeaveRoomPayload']>, ParentType, ContextType, RequireFields<MutationLeaveRoomArgs, 'input'>>;
  openDirectRoom?: Resolver<Maybe<ResolversTypes['OpenDirectRoomPayload']>, ParentType, ContextType, RequireFields<MutationOpenDirectRoomArgs, 'input'>>;
  removeMember?: Resolver<Maybe<ResolversTypes['RemoveMemberPayload']>, ParentType, ContextType, RequireFields<MutationRemoveMemberArgs, 'input'>>;
  setMemberRole?: Resolver<Maybe<ResolversTypes['SetMemberRolePayload']>, ParentType, ContextType, RequireFields<MutationSetMemberRoleArgs, 'input'>>;
  setRoomPicture?: Resolver<Maybe<ResolversTypes['SetRoomPicturePayload']>, ParentType, ContextType, RequireFields<MutationSetRoomPictureArgs, 'input'>>;
};

export type OpenDirectRoomPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpenDirectRoomPayload'] = ResolversParentTypes['OpenDirectRoomPayload']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  publicRooms?: Resolver<Maybe<ResolversTypes['RoomConnection']>, ParentType, ContextType, Partial<QueryPublicRoomsArgs>>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType, RequireFields<QueryRoomArgs, 'id'>>;
  roomNameAvailable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType, RequireFields<QueryRoomNameAvailableArgs, 'name'>>;
};

export type RemoveMemberPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveMemberPayload'] = ResolversParentTypes['RemoveMemberPayload']> = {
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RoomResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Room'] = ResolversParentTypes['Room'], FederationReferenceType extends FederationReferenceTypes['Room'] = FederationReferenceTypes['Room']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Room']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RoomKind'], ParentType, ContextType>;
  memberCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  members?: Resolver<Maybe<ResolversTypes['MembershipConnection']>, ParentType, ContextType, Partial<RoomMembersArgs>>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  peer?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  picture?: Resolver<Maybe<ResolversTypes['Attachment']>, ParentType, ContextType>;
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  viewerMembership?: Resolver<Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['RoomVisibility'], ParentType, ContextType>;
};

export type RoomConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomConnection'] = ResolversParentTypes['RoomConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RoomEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Room']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RoomEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomEdge'] = ResolversParentTypes['RoomEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Room'], ParentType, ContextType>;
};

export type SetMemberRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetMemberRolePayload'] = ResolversParentTypes['SetMemberRolePayload']> = {
  membership?: Resolver<Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetRoomPicturePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetRoomPicturePayload'] = ResolversParentTypes['SetRoomPicturePayload']> = {
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

export type Resolvers<ContextType = Context> = {
  AddMemberPayload?: AddMemberPayloadResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  CreateRoomPayload?: CreateRoomPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  JoinRoomPayload?: JoinRoomPayloadResolvers<ContextType>;
  LeaveRoomPayload?: LeaveRoomPayloadResolvers<ContextType>;
  Membership?: MembershipResolvers<ContextType>;
  MembershipConnection?: MembershipConnectionResolvers<ContextType>;
  MembershipEdge?: MembershipEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  OpenDirectRoomPayload?: OpenDirectRoomPayloadResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RemoveMemberPayload?: RemoveMemberPayloadResolvers<ContextType>;
  Room?: RoomResolvers<ContextType>;
  RoomConnection?: RoomConnectionResolvers<ContextType>;
  RoomEdge?: RoomEdgeResolvers<ContextType>;
  SetMemberRolePayload?: SetMemberRolePayloadResolvers<ContextType>;
  SetRoomPicturePayload?: SetRoomPicturePayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  viewer?: ViewerDirectiveResolver<any, any, ContextType>;
};
