import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ViewerModel, AccountModel, SessionModel, Context } from './models.ts';
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

/** How a person signs in. Only its owner sees it. */
export type Account = {
  readonly __typename?: 'Account';
  /** When the account was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Where mail is sent, unique among accounts whatever the case of its letters. */
  readonly email: Scalars['String']['output'];
  /** The same as the ID of the account's `User`. */
  readonly id: Scalars['ID']['output'];
  /** What the account may do on the whole platform. */
  readonly role: AccountRole;
  /** The name to sign in with, unique among accounts whatever the case of its letters. */
  readonly username: Scalars['String']['output'];
};

/** What an account may do on the whole platform, apart from its roles in rooms. */
export type AccountRole =
  /** Also manages the people of the platform. */
  | 'ADMIN'
  /** Also looks after what others write. */
  | 'MODERATOR'
  /** Uses the platform. */
  | 'USER';

/** Who signs in. */
export type LoginInput = {
  /** The e-mail address or the username of the account. */
  readonly identifier: Scalars['String']['input'];
  /** The account's password. */
  readonly password: Scalars['String']['input'];
};

/** The answer to `login`. */
export type LoginPayload = {
  readonly __typename?: 'LoginPayload';
  /** The tokens of the new session. */
  readonly tokens: Maybe<SessionTokens>;
  /** What to correct. No session was opened when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** Who signed in, as itself. */
  readonly viewer: Maybe<Viewer>;
};

/** Reserved for options of `logout`. */
export type LogoutInput = {
  /** Echoed back, as Relay Classic clients expect. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to `logout`. */
export type LogoutPayload = {
  readonly __typename?: 'LogoutPayload';
  /** As given in the input. */
  readonly clientMutationId: Maybe<Scalars['String']['output']>;
  /** The session that has ended. */
  readonly endedSessionId: Maybe<Scalars['ID']['output']>;
  /** What to correct. The session goes on when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Opens a session with an e-mail address or a username and a password. Allowed three times a second, with bursts of
   * five, for one address and for one account; more is `RATE_LIMITED`.
   */
  readonly login: Maybe<LoginPayload>;
  /**
   * Ends the session that the access token belongs to: its refresh token is void at once, its access token is refused
   * and its live sockets are closed within a second.
   */
  readonly logout: Maybe<LogoutPayload>;
  /**
   * Exchanges a refresh token for a new pair of tokens. A refresh token is good for one exchange: when a used one is
   * presented again, its whole session ends, because one of the two holders must have stolen it. A repeated exchange whose
   * first answer was lost looks the same: sign in again then.
   */
  readonly refreshSession: Maybe<RefreshSessionPayload>;
  /**
   * Creates an account with its first session. The answer already resolves the new profile. Allowed three times a
   * second, with bursts of five, for one address and for one e-mail address; more is `RATE_LIMITED`.
   */
  readonly register: Maybe<RegisterPayload>;
};


export type MutationLoginArgs = {
  input: LoginInput;
};


export type MutationLogoutArgs = {
  input?: InputMaybe<LogoutInput>;
};


export type MutationRefreshSessionArgs = {
  input: RefreshSessionInput;
};


export type MutationRegisterArgs = {
  input: RegisterInput;
};

export type Query = {
  readonly __typename?: 'Query';
  /** The person who asks, or null when the request carries no access token. */
  readonly viewer: Maybe<Viewer>;
};

/** The token to exchange. */
export type RefreshSessionInput = {
  /** The newest refresh token of the session. */
  readonly refreshToken: Scalars['String']['input'];
};

/** The answer to `refreshSession`. */
export type RefreshSessionPayload = {
  readonly __typename?: 'RefreshSessionPayload';
  /** The new tokens; the exchanged refresh token is void. */
  readonly tokens: Maybe<SessionTokens>;
  /** What to correct. Nothing was exchanged when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What a new account is made of. */
export type RegisterInput = {
  /**
   * What others read: 1 to 64 characters (1,024 bytes of UTF-8) without control characters, one of them visible. The
   * username when it is left out.
   */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** An e-mail address of at most 254 characters. */
  readonly email: Scalars['String']['input'];
  /**
   * 10 to 256 characters: no well-known password, no sequence and no repetition, and holding neither the username nor the
   * name part of the e-mail address.
   */
  readonly password: Scalars['String']['input'];
  /** 3 to 32 letters a-z, digits, `_`, `.` or `-`, the first one a letter or a digit. Case does not count. */
  readonly username: Scalars['String']['input'];
};

/** The answer to `register`. */
export type RegisterPayload = {
  readonly __typename?: 'RegisterPayload';
  /** The tokens of the first session. */
  readonly tokens: Maybe<SessionTokens>;
  /** What to correct. Nothing was made when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
  /** The new person, as itself. */
  readonly viewer: Maybe<Viewer>;
};

/** A signed-in client. */
export type Session = {
  readonly __typename?: 'Session';
  /** When it was opened. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it ends unless it is refreshed. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Identifies the session. */
  readonly id: Scalars['ID']['output'];
};

/** The two tokens of a session. */
export type SessionTokens = {
  readonly __typename?: 'SessionTokens';
  /** Goes into the `Authorization: Bearer` header and into the `connection_init` payload as `authorization`. A JWT. */
  readonly accessToken: Scalars['String']['output'];
  /** When the access token ends: 15 minutes after it was made. */
  readonly accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** Buys the next pair of tokens, once. Keep it secret and replace it with each exchange. */
  readonly refreshToken: Scalars['String']['output'];
  /** When the refresh token ends unless it is used: 7 days after it was made. */
  readonly refreshTokenExpiresAt: Scalars['DateTime']['output'];
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
  /** No account has this identifier and this password. */
  | 'CREDENTIALS_WRONG'
  /** Empty, too long, or holds control characters. */
  | 'DISPLAY_NAME_INVALID'
  /** Not the form of an e-mail address, or too long. */
  | 'EMAIL_INVALID'
  /** Another account uses this e-mail address. */
  | 'EMAIL_TAKEN'
  /** Too short, too long, well known, a sequence or repetition, or made of the username or the e-mail address. */
  | 'PASSWORD_WEAK'
  /** The refresh token is unknown, used, or has ended. Sign in again. */
  | 'REFRESH_TOKEN_INVALID'
  /** Not the form of a username. */
  | 'USERNAME_INVALID'
  /** Another account uses this username. */
  | 'USERNAME_TAKEN';

/** What you see as yourself. Everything in here is private to you. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** Your account: how you sign in. */
  readonly account: Maybe<Account>;
  /** The same as the ID of your `User`. */
  readonly id: Scalars['ID']['output'];
  /** The session that this request belongs to; below `register` and `login` the new one. Null when it has ended. */
  readonly session: Maybe<Session>;
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
  Account: Account;
  Session: Session;
  Viewer: Viewer;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Account:
    ( { __typename: 'Account' }
    & GraphQLRecursivePick<FederationTypes['Account'], {"id":true}> );
  Session:
    ( { __typename: 'Session' }
    & GraphQLRecursivePick<FederationTypes['Session'], {"id":true}> );
  Viewer:
    ( { __typename: 'Viewer' }
    & GraphQLRecursivePick<FederationTypes['Viewer'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Account: ResolverTypeWrapper<AccountModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AccountRole: AccountRole;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  LoginInput: LoginInput;
  LoginPayload: ResolverTypeWrapper<Omit<LoginPayload, 'viewer'> & { viewer?: Maybe<ResolversTypes['Viewer']> }>;
  LogoutInput: LogoutInput;
  LogoutPayload: ResolverTypeWrapper<LogoutPayload>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionPayload: ResolverTypeWrapper<RefreshSessionPayload>;
  RegisterInput: RegisterInput;
  RegisterPayload: ResolverTypeWrapper<Omit<RegisterPayload, 'viewer'> & { viewer?: Maybe<ResolversTypes['Viewer']> }>;
  Session: ResolverTypeWrapper<SessionModel>;
  SessionTokens: ResolverTypeWrapper<SessionTokens>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: AccountModel;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  DateTime: Scalars['DateTime']['output'];
  LoginInput: LoginInput;
  LoginPayload: Omit<LoginPayload, 'viewer'> & { viewer?: Maybe<ResolversParentTypes['Viewer']> };
  LogoutInput: LogoutInput;
  LogoutPayload: LogoutPayload;
  Mutation: Record<PropertyKey, never>;
  Query: Record<PropertyKey, never>;
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionPayload: RefreshSessionPayload;
  RegisterInput: RegisterInput;
  RegisterPayload: Omit<RegisterPayload, 'viewer'> & { viewer?: Maybe<ResolversParentTypes['Viewer']> };
  Session: SessionModel;
  SessionTokens: SessionTokens;
  UserError: UserError;
  Viewer: ViewerModel;
  Boolean: Scalars['Boolean']['output'];
};

export type ViewerDirectiveArgs = { };

export type ViewerDirectiveResolver<Result, Parent, ContextType = Context, Args = ViewerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account'], FederationReferenceType extends FederationReferenceTypes['Account'] = FederationReferenceTypes['Account']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Account']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['AccountRole'], ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type LoginPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoginPayload'] = ResolversParentTypes['LoginPayload']> = {
  tokens?: Resolver<Maybe<ResolversTypes['SessionTokens']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type LogoutPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LogoutPayload'] = ResolversParentTypes['LogoutPayload']> = {
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endedSessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  login?: Resolver<Maybe<ResolversTypes['LoginPayload']>, ParentType, ContextType, RequireFields<MutationLoginArgs, 'input'>>;
  logout?: Resolver<Maybe<ResolversTypes['LogoutPayload']>, ParentType, ContextType, Partial<MutationLogoutArgs>>;
  refreshSession?: Resolver<Maybe<ResolversTypes['RefreshSessionPayload']>, ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'input'>>;
  register?: Resolver<Maybe<ResolversTypes['RegisterPayload']>, ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type RefreshSessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshSessionPayload'] = ResolversParentTypes['RefreshSessionPayload']> = {
  tokens?: Resolver<Maybe<ResolversTypes['SessionTokens']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RegisterPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterPayload'] = ResolversParentTypes['RegisterPayload']> = {
  tokens?: Resolver<Maybe<ResolversTypes['SessionTokens']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session'], FederationReferenceType extends FederationReferenceTypes['Session'] = FederationReferenceTypes['Session']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Session']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SessionTokensResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionTokens'] = ResolversParentTypes['SessionTokens']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refreshTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer'], FederationReferenceType extends FederationReferenceTypes['Viewer'] = FederationReferenceTypes['Viewer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Viewer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Account?: AccountResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  LoginPayload?: LoginPayloadResolvers<ContextType>;
  LogoutPayload?: LogoutPayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RefreshSessionPayload?: RefreshSessionPayloadResolvers<ContextType>;
  RegisterPayload?: RegisterPayloadResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionTokens?: SessionTokensResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  viewer?: ViewerDirectiveResolver<any, any, ContextType>;
};
