import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AttachmentModel, Context } from './models.ts';
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
  /** An absolute address, as RFC 3986 has it. */
  URL: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** A file in a message, or the picture of a person or a room. */
export type Attachment = {
  readonly __typename?: 'Attachment';
  /**
   * The media type, as the first bytes have it. A type of text is taken from the upload when the bytes are text.
   * `application/octet-stream` when nothing better is known, and for what came as `OPAQUE`.
   */
  readonly contentType: Scalars['String']['output'];
  /** When it was announced. */
  readonly createdAt: Scalars['DateTime']['output'];
  /**
   * Where to get the bytes, for 5 minutes: whoever has the address can. It answers ranges. Null while the file store does
   * not answer.
   */
  readonly download: Maybe<SignedUrl>;
  /** What it was called where it came from, without a path. */
  readonly fileName: Scalars['String']['output'];
  /** The height in pixels. Null for what is no picture. */
  readonly height: Maybe<Scalars['Int']['output']>;
  /** Identifies the attachment. Starts with `a_`. */
  readonly id: Scalars['ID']['output'];
  /** SHA-256 of the bytes, 64 hexadecimal digits in lower case. */
  readonly sha256: Scalars['String']['output'];
  /** The length in bytes. */
  readonly size: Scalars['Int']['output'];
  /** The width in pixels. Null for what is no picture. */
  readonly width: Maybe<Scalars['Int']['output']>;
};


/** A file in a message, or the picture of a person or a room. */
export type AttachmentDownloadArgs = {
  disposition?: DownloadDisposition;
};

/** Which upload to complete. */
export type CompleteUploadInput = {
  /** The upload's ID. */
  readonly uploadId: Scalars['ID']['input'];
};

/** The answer to `completeUpload`. */
export type CompleteUploadPayload = {
  readonly __typename?: 'CompleteUploadPayload';
  /** The file, yours alone until it is used. */
  readonly attachment: Maybe<Attachment>;
  /**
   * For the picture of a room: hand it to `setRoomPicture` within 10 minutes. It is good for one use; completing the upload
   * again gives another one. Null for other purposes.
   */
  readonly ticket: Maybe<Scalars['String']['output']>;
  /** What to correct. There is no attachment when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What a file is, and what it is for. */
export type CreateUploadInput = {
  /** The media type as you know it, such as `image/png`; `application/octet-stream` when you do not. */
  readonly contentType: Scalars['String']['input'];
  /** 1 to 255 bytes of UTF-8 without control characters and slashes. */
  readonly fileName: Scalars['String']['input'];
  /** What it is for. */
  readonly purpose: UploadPurpose;
  /** The ID of the room that it is for. Needed for everything but a `PROFILE_PICTURE`, which has none. */
  readonly roomId?: InputMaybe<Scalars['ID']['input']>;
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  readonly sha256: Scalars['String']['input'];
  /** The length in bytes. By default a picture has at most 10 MB, any other file 100 MB. */
  readonly size: Scalars['Int']['input'];
};

/** The answer to `createUpload`. */
export type CreateUploadPayload = {
  readonly __typename?: 'CreateUploadPayload';
  /** Where to send the bytes. */
  readonly upload: Maybe<Upload>;
  /** What to correct. Nothing was announced when there is any. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What a browser does with a file that it opens. */
export type DownloadDisposition =
  /** Saves it. */
  | 'ATTACHMENT'
  /** Shows it. */
  | 'INLINE';

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Checks what has arrived (its size, hash, and type by its first bytes) and makes an attachment of it. An upload is good
   * for one attachment: completing it twice gives the same one. What is not used within 24 hours is deleted. An upload
   * whose bytes are not what was announced is over: announce the file anew.
   */
  readonly completeUpload: Maybe<CompleteUploadPayload>;
  /**
   * Announces a file and asks for the address to send it to. Whether you may is decided now: a file for a room needs a
   * membership, a picture of a room the right to change the room. Send the bytes with PUT to `upload.url`, with the headers
   * of `upload.headers`, before `upload.expiresAt`, or in the `upload.parts` of a large file; then call `completeUpload`.
   */
  readonly createUpload: Maybe<CreateUploadPayload>;
};


export type MutationCompleteUploadArgs = {
  input: CompleteUploadInput;
};


export type MutationCreateUploadArgs = {
  input: CreateUploadInput;
};

export type Query = {
  readonly __typename?: 'Query';
  /** One file. `NOT_FOUND` when there is none with this ID, or you may not see it. */
  readonly attachment: Maybe<Attachment>;
};


export type QueryAttachmentArgs = {
  id: Scalars['ID']['input'];
};

/** An address that carries the right to use it. */
export type SignedUrl = {
  readonly __typename?: 'SignedUrl';
  /** When it stops being good. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** The address. */
  readonly url: Scalars['URL']['output'];
};

/** A file on its way. */
export type Upload = {
  readonly __typename?: 'Upload';
  /** When the addresses stop being good. A PUT that has begun before may end after. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** The headers to send with the bytes, exactly as they are. */
  readonly headers: ReadonlyArray<UploadHeader>;
  /** Identifies the upload. Starts with `up_`. */
  readonly id: Scalars['ID']['output'];
  /**
   * For a large file (more than 64 MiB by default) another way to send the same bytes: in parts, each with a PUT of its own, in any
   * order, some at once. A part that fails is sent again. Use either `url` or all of the parts. Null for other files.
   */
  readonly parts: Maybe<ReadonlyArray<UploadPart>>;
  /** Where to send the bytes with one PUT. The address is good for one complete write. */
  readonly url: Scalars['URL']['output'];
};

/** A header of the PUT request. */
export type UploadHeader = {
  readonly __typename?: 'UploadHeader';
  /** The header's name. */
  readonly name: Scalars['String']['output'];
  /** The header's value. */
  readonly value: Scalars['String']['output'];
};

/** A part of a file on its way. */
export type UploadPart = {
  readonly __typename?: 'UploadPart';
  /** The place of the part, from 1. */
  readonly number: Scalars['Int']['output'];
  /** Where the part begins in the file, in bytes. */
  readonly offset: Scalars['Int']['output'];
  /** The length of the part in bytes. */
  readonly size: Scalars['Int']['output'];
  /** Where to send the bytes of the part with PUT, without further headers. The address is bound to their number. */
  readonly url: Scalars['URL']['output'];
};

/** What a file is for. */
export type UploadPurpose =
  /** A file in a message: up to 10 of them go into one `sendMessage`. */
  | 'MESSAGE_ATTACHMENT'
  /** An encrypted file in a message: nothing is looked into. */
  | 'OPAQUE'
  /** Your picture, for `updateProfile`: PNG, JPEG, WebP or GIF. */
  | 'PROFILE_PICTURE'
  /** The picture of a GROUP room, for `setRoomPicture`: PNG, JPEG, WebP or GIF. */
  | 'ROOM_PICTURE';

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
  /** The bytes are of another type than was announced. */
  | 'CONTENT_TYPE_MISMATCH'
  /** Not a media type, or not one that this purpose allows. */
  | 'CONTENT_TYPE_NOT_ALLOWED'
  /** The file has no bytes. */
  | 'FILE_EMPTY'
  /** Empty, too long, or holds control characters or slashes. */
  | 'FILE_NAME_INVALID'
  /** The file is larger than files of its purpose may be. */
  | 'FILE_TOO_LARGE'
  /** Not 64 hexadecimal digits. */
  | 'HASH_INVALID'
  /** Other bytes have arrived than were announced. */
  | 'HASH_MISMATCH'
  /** The picture cannot be shown: its structure is broken, or it has more than 50 million pixels. */
  | 'PICTURE_DAMAGED'
  /** A DIRECT room cannot be left, its members cannot be changed, and it has no picture of its own. */
  | 'ROOM_IS_DIRECT'
  /** The purpose needs a room, and none was given; or it has none, and one was given. */
  | 'ROOM_REQUIRED'
  /** Another number of bytes has arrived than was announced. */
  | 'SIZE_MISMATCH'
  /** Too many files of yours, or too many bytes, wait to be used. Use them, or wait until they are deleted. */
  | 'TOO_MANY_UPLOADS'
  /** The address was not used in time. Announce the file anew. */
  | 'UPLOAD_EXPIRED'
  /** The bytes have not arrived, or not all of them. */
  | 'UPLOAD_INCOMPLETE';



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
  Attachment: Attachment;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Attachment:
    ( { __typename: 'Attachment' }
    & GraphQLRecursivePick<FederationTypes['Attachment'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Attachment: ResolverTypeWrapper<AttachmentModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CompleteUploadInput: CompleteUploadInput;
  CompleteUploadPayload: ResolverTypeWrapper<Omit<CompleteUploadPayload, 'attachment'> & { attachment?: Maybe<ResolversTypes['Attachment']> }>;
  CreateUploadInput: CreateUploadInput;
  CreateUploadPayload: ResolverTypeWrapper<CreateUploadPayload>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DownloadDisposition: DownloadDisposition;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SignedUrl: ResolverTypeWrapper<SignedUrl>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  Upload: ResolverTypeWrapper<Upload>;
  UploadHeader: ResolverTypeWrapper<UploadHeader>;
  UploadPart: ResolverTypeWrapper<UploadPart>;
  UploadPurpose: UploadPurpose;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Attachment: AttachmentModel;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  CompleteUploadInput: CompleteUploadInput;
  CompleteUploadPayload: Omit<CompleteUploadPayload, 'attachment'> & { attachment?: Maybe<ResolversParentTypes['Attachment']> };
  CreateUploadInput: CreateUploadInput;
  CreateUploadPayload: CreateUploadPayload;
  DateTime: Scalars['DateTime']['output'];
  Mutation: Record<PropertyKey, never>;
  Query: Record<PropertyKey, never>;
  SignedUrl: SignedUrl;
  URL: Scalars['URL']['output'];
  Upload: Upload;
  UploadHeader: UploadHeader;
  UploadPart: UploadPart;
  UserError: UserError;
  Boolean: Scalars['Boolean']['output'];
};

export type ViewerDirectiveArgs = { };

export type ViewerDirectiveResolver<Result, Parent, ContextType = Context, Args = ViewerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AttachmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment'], FederationReferenceType extends FederationReferenceTypes['Attachment'] = FederationReferenceTypes['Attachment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Attachment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  contentType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  download?: Resolver<Maybe<ResolversTypes['SignedUrl']>, ParentType, ContextType, RequireFields<AttachmentDownloadArgs, 'disposition'>>;
  fileName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  height?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  width?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CompleteUploadPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteUploadPayload'] = ResolversParentTypes['CompleteUploadPayload']> = {
  attachment?: Resolver<Maybe<ResolversTypes['Attachment']>, ParentType, ContextType>;
  ticket?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateUploadPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateUploadPayload'] = ResolversParentTypes['CreateUploadPayload']> = {
  upload?: Resolver<Maybe<ResolversTypes['Upload']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  completeUpload?: Resolver<Maybe<ResolversTypes['CompleteUploadPayload']>, ParentType, ContextType, RequireFields<MutationCompleteUploadArgs, 'input'>>;
  createUpload?: Resolver<Maybe<ResolversTypes['CreateUploadPayload']>, ParentType, ContextType, RequireFields<MutationCreateUploadArgs, 'input'>>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  attachment?: Resolver<Maybe<ResolversTypes['Attachment']>, ParentType, ContextType, RequireFields<QueryAttachmentArgs, 'id'>>;
};

export type SignedUrlResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignedUrl'] = ResolversParentTypes['SignedUrl']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UploadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Upload'] = ResolversParentTypes['Upload']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  headers?: Resolver<ReadonlyArray<ResolversTypes['UploadHeader']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  parts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['UploadPart']>>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
};

export type UploadHeaderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadHeader'] = ResolversParentTypes['UploadHeader']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadPartResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadPart'] = ResolversParentTypes['UploadPart']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  offset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Attachment?: AttachmentResolvers<ContextType>;
  CompleteUploadPayload?: CompleteUploadPayloadResolvers<ContextType>;
  CreateUploadPayload?: CreateUploadPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  SignedUrl?: SignedUrlResolvers<ContextType>;
  URL?: GraphQLScalarType;
  Upload?: UploadResolvers<ContextType>;
  UploadHeader?: UploadHeaderResolvers<ContextType>;
  UploadPart?: UploadPartResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  viewer?: ViewerDirectiveResolver<any, any, ContextType>;
};
