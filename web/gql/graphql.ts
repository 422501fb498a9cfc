/* eslint-disable */
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in time: ISO 8601 in UTC with milliseconds, such as `2026-01-31T09:30:00.000Z`. */
  DateTime: { input: string; output: string; }
  /** An absolute address, as RFC 3986 has it. */
  URL: { input: string; output: string; }
};

/** You can no longer read this room. The last item of the stream. */
export type AccessRevoked = {
  __typename?: 'AccessRevoked';
  /** The room. */
  room?: Maybe<Room>;
};

/** How a person signs in. Only its owner sees it. */
export type Account = {
  __typename?: 'Account';
  /** When the account was made. */
  createdAt: Scalars['DateTime']['output'];
  /** Where mail is sent, unique among accounts whatever the case of its letters. */
  email: Scalars['String']['output'];
  /** The same as the ID of the account's `User`. */
  id: Scalars['ID']['output'];
  /** What the account may do on the whole platform. */
  role: AccountRole;
  /** The name to sign in with, unique among accounts whatever the case of its letters. */
  username: Scalars['String']['output'];
};

/** What an account may do on the whole platform, apart from its roles in rooms. */
export type AccountRole =
  /** Also manages the people of the platform. */
  | 'ADMIN'
  /** Also looks after what others write. */
  | 'MODERATOR'
  /** Uses the platform. */
  | 'USER';

/** Whom to add, and where. */
export type AddMemberInput = {
  /** The room's ID. */
  roomId: Scalars['ID']['input'];
  /** The person's ID. */
  userId: Scalars['ID']['input'];
};

/** The answer to `addMember`. */
export type AddMemberPayload = {
  __typename?: 'AddMemberPayload';
  /** The new membership. */
  membership?: Maybe<Membership>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Which message, and with what. */
export type AddReactionInput = {
  /** One emoji. */
  emoji: Scalars['String']['input'];
  /** The message's ID. */
  messageId: Scalars['ID']['input'];
};

/** The answer to `addReaction`. */
export type AddReactionPayload = {
  __typename?: 'AddReactionPayload';
  /** The message with its reactions. */
  message?: Maybe<Message>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** A file in a message, or the picture of a person or a room. */
export type Attachment = {
  __typename?: 'Attachment';
  /**
   * The media type, as the first bytes have it. A type of text is taken from the upload when the bytes are text.
   * `application/octet-stream` when nothing better is known, and for what came as `OPAQUE`.
   */
  contentType: Scalars['String']['output'];
  /** When it was announced. */
  createdAt: Scalars['DateTime']['output'];
  /**
   * Where to get the bytes, for 5 minutes: whoever has the address can. It answers ranges. Null while the file store does
   * not answer.
   */
  download?: Maybe<SignedUrl>;
  /** What it was called where it came from, without a path. */
  fileName: Scalars['String']['output'];
  /** The height in pixels. Null for what is no picture. */
  height?: Maybe<Scalars['Int']['output']>;
  /** Identifies the attachment. Starts with `a_`. */
  id: Scalars['ID']['output'];
  /** SHA-256 of the bytes, 64 hexadecimal digits in lower case. */
  sha256: Scalars['String']['output'];
  /** The length in bytes. */
  size: Scalars['Int']['output'];
  /** The width in pixels. Null for what is no picture. */
  width?: Maybe<Scalars['Int']['output']>;
};


/** A file in a message, or the picture of a person or a room. */
export type AttachmentDownloadArgs = {
  disposition?: DownloadDisposition;
};

/** Whom to block. */
export type BlockUserInput = {
  /** The person's ID. */
  userId: Scalars['ID']['input'];
};

/** The answer to `blockUser`. */
export type BlockUserPayload = {
  __typename?: 'BlockUserPayload';
  /** The person that is blocked now. */
  user?: Maybe<User>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Which upload to complete. */
export type CompleteUploadInput = {
  /** The upload's ID. */
  uploadId: Scalars['ID']['input'];
};

/** The answer to `completeUpload`. */
export type CompleteUploadPayload = {
  __typename?: 'CompleteUploadPayload';
  /** The file, yours alone until it is used. */
  attachment?: Maybe<Attachment>;
  /**
   * For the picture of a room: hand it to `setRoomPicture` within 10 minutes. It is good for one use; completing the upload
   * again gives another one. Null for other purposes.
   */
  ticket?: Maybe<Scalars['String']['output']>;
  /** What to correct. There is no attachment when there is any. */
  userErrors: Array<UserError>;
};

/** What a new room is. */
export type CreateRoomInput = {
  /** 1 to 80 characters without control characters. */
  name: Scalars['String']['input'];
  /** At most 250 characters. */
  topic?: InputMaybe<Scalars['String']['input']>;
  /** Who may find and join it. */
  visibility?: RoomVisibility;
};

/** The answer to `createRoom`. */
export type CreateRoomPayload = {
  __typename?: 'CreateRoomPayload';
  /** The new room. */
  room?: Maybe<Room>;
  /** What to correct. Nothing was made when there is any. */
  userErrors: Array<UserError>;
};

/** What a file is, and what it is for. */
export type CreateUploadInput = {
  /** The media type as you know it, such as `image/png`; `application/octet-stream` when you do not. */
  contentType: Scalars['String']['input'];
  /** 1 to 255 bytes of UTF-8 without control characters and slashes. */
  fileName: Scalars['String']['input'];
  /** What it is for. */
  purpose: UploadPurpose;
  /** The ID of the room that it is for. Needed for everything but a `PROFILE_PICTURE`, which has none. */
  roomId?: InputMaybe<Scalars['ID']['input']>;
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  sha256: Scalars['String']['input'];
  /** The length in bytes. By default a picture has at most 10 MB, any other file 100 MB. */
  size: Scalars['Int']['input'];
};

/** The answer to `createUpload`. */
export type CreateUploadPayload = {
  __typename?: 'CreateUploadPayload';
  /** Where to send the bytes. */
  upload?: Maybe<Upload>;
  /** What to correct. Nothing was announced when there is any. */
  userErrors: Array<UserError>;
};

/** Which message. */
export type DeleteMessageInput = {
  /** The message's ID. */
  messageId: Scalars['ID']['input'];
};

/** The answer to `deleteMessage`. */
export type DeleteMessagePayload = {
  __typename?: 'DeleteMessagePayload';
  /** What is left of the message. */
  message?: Maybe<Message>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** What a browser does with a file that it opens. */
export type DownloadDisposition =
  /** Saves it. */
  | 'ATTACHMENT'
  /** Shows it. */
  | 'INLINE';

/** Which message, and its new body. */
export type EditMessageInput = {
  /** 1 to 8,000 characters (graphemes) and at most 32,768 bytes in UTF-8. Kept byte for byte. */
  body: Scalars['String']['input'];
  /** The IDs of whom it mentions from now on, as in `SendMessageInput`. Left out or null, the mentions stay as they are. */
  mentionedUserIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The message's ID. */
  messageId: Scalars['ID']['input'];
};

/** The answer to `editMessage`. */
export type EditMessagePayload = {
  __typename?: 'EditMessagePayload';
  /** The message with its new body. */
  message?: Maybe<Message>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/**
 * Your inbox may be another one. It is state and not a step: select what you show of `viewer`, such as `inboxUnreadCount`. It
 * is also told when the stream begins or goes on.
 */
export type InboxChanged = {
  __typename?: 'InboxChanged';
  /** You. */
  viewer?: Maybe<Viewer>;
};

/** A page of an inbox. */
export type InboxConnection = {
  __typename?: 'InboxConnection';
  /** The items with their cursors. */
  edges: Array<InboxEdge>;
  /** The items alone. */
  nodes: Array<InboxItem>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** An item in an inbox. */
export type InboxEdge = {
  __typename?: 'InboxEdge';
  /** The place in the inbox, for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The item. */
  node: InboxItem;
};

/** Something that wants your attention. */
export type InboxItem = {
  __typename?: 'InboxItem';
  /** Whose doing it is. */
  actor?: Maybe<User>;
  /** When it happened. */
  createdAt: Scalars['DateTime']['output'];
  /** Identifies the item. Starts with `ib_`. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: InboxItemKind;
  /** The message that mentions you. Null for what is about no message, and when you may not read it any more. */
  message?: Maybe<Message>;
  /** When you marked it as read. Null while it is not. */
  readAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where. */
  room?: Maybe<Room>;
};

/** What an item of an inbox is. More kinds may be added. */
export type InboxItemKind =
  /** Somebody has added you to a GROUP room. */
  | 'INVITATION'
  /** A message mentions you. */
  | 'MENTION';

/** Which room to join. */
export type JoinRoomInput = {
  /** The room's ID. */
  roomId: Scalars['ID']['input'];
};

/** The answer to `joinRoom`. */
export type JoinRoomPayload = {
  __typename?: 'JoinRoomPayload';
  /** Your membership. */
  membership?: Maybe<Membership>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Which room to leave. */
export type LeaveRoomInput = {
  /** The room's ID. */
  roomId: Scalars['ID']['input'];
};

/** The answer to `leaveRoom`. */
export type LeaveRoomPayload = {
  __typename?: 'LeaveRoomPayload';
  /** The room that you have left. Null when it is private, since you can no longer see it. */
  room?: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Who signs in. */
export type LoginInput = {
  /** The e-mail address or the username of the account. */
  identifier: Scalars['String']['input'];
  /** The account's password. */
  password: Scalars['String']['input'];
};

/** The answer to `login`. */
export type LoginPayload = {
  __typename?: 'LoginPayload';
  /** The tokens of the new session. */
  tokens?: Maybe<SessionTokens>;
  /** What to correct. No session was opened when there is any. */
  userErrors: Array<UserError>;
  /** Who signed in, as itself. */
  viewer?: Maybe<Viewer>;
};

/** Reserved for options of `logout`. */
export type LogoutInput = {
  /** Echoed back, as Relay Classic clients expect. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to `logout`. */
export type LogoutPayload = {
  __typename?: 'LogoutPayload';
  /** As given in the input. */
  clientMutationId?: Maybe<Scalars['String']['output']>;
  /** The session that has ended. */
  endedSessionId?: Maybe<Scalars['ID']['output']>;
  /** What to correct. The session goes on when there is any. */
  userErrors: Array<UserError>;
};

/** Which items of your inbox to mark as read: give one of the two. */
export type MarkInboxReadInput = {
  /** The IDs of 1 to 100 items. */
  itemIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The ID of an item: it is marked, and all that are older. */
  upToItemId?: InputMaybe<Scalars['ID']['input']>;
};

/** The answer to `markInboxRead`. */
export type MarkInboxReadPayload = {
  __typename?: 'MarkInboxReadPayload';
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
  /** You, with your inbox as it is now. */
  viewer?: Maybe<Viewer>;
};

/** Up to where. */
export type MarkReadInput = {
  /** The ID of the newest message that you have read; it names its room. */
  messageId: Scalars['ID']['input'];
};

/** The answer to `markRead`. */
export type MarkReadPayload = {
  __typename?: 'MarkReadPayload';
  /** The room with its new unread count. */
  room?: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Somebody became a member. */
export type MemberJoined = {
  __typename?: 'MemberJoined';
  /** Who added the person; the person itself when it joined on its own. */
  actor?: Maybe<User>;
  /** When. */
  createdAt: Scalars['DateTime']['output'];
  /** The room. */
  room?: Maybe<Room>;
  /** Who came. */
  user?: Maybe<User>;
};

/** Somebody is no longer a member. */
export type MemberLeft = {
  __typename?: 'MemberLeft';
  /** Who ended the membership; the person itself when it left on its own. */
  actor?: Maybe<User>;
  /** When. */
  createdAt: Scalars['DateTime']['output'];
  /** The room. */
  room?: Maybe<Room>;
  /** Who went. */
  user?: Maybe<User>;
};

/** Somebody's role in the room was changed. */
export type MemberRoleChanged = {
  __typename?: 'MemberRoleChanged';
  /** Who changed it. */
  actor?: Maybe<User>;
  /** When. */
  createdAt: Scalars['DateTime']['output'];
  /** The room. */
  room?: Maybe<Room>;
  /** Whose role. */
  user?: Maybe<User>;
};

/** A person's place in a room. */
export type Membership = {
  __typename?: 'Membership';
  /** Identifies the membership. */
  id: Scalars['ID']['output'];
  /** When the person became a member, the last time. */
  joinedAt: Scalars['DateTime']['output'];
  /** What the person may do in the room. */
  role: MembershipRole;
  /** The room. */
  room?: Maybe<Room>;
  /** The person. Null while the people's service does not answer. */
  user?: Maybe<User>;
};

/** A page of memberships. */
export type MembershipConnection = {
  __typename?: 'MembershipConnection';
  /** The memberships with their cursors. */
  edges: Array<MembershipEdge>;
  /** The memberships alone. */
  nodes: Array<Membership>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A membership in a list. */
export type MembershipEdge = {
  __typename?: 'MembershipEdge';
  /** The place in the list, for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The membership. */
  node: Membership;
};

/** What a member may do in a room. */
export type MembershipRole =
  /** Writes and reads. */
  | 'MEMBER'
  /** Adds people, removes members and messages, and changes the picture. */
  | 'MODERATOR'
  /** Everything. */
  | 'OWNER';

/** Something that a person has written in a room. */
export type Message = {
  __typename?: 'Message';
  /**
   * The files in it, in the order of the sender. Empty once it is deleted; null in place of one that the files' service does
   * not answer for.
   */
  attachments: Array<Maybe<Attachment>>;
  /** What it says, in the form that `contentType` names. Null once it is deleted, and when it is nothing but its attachments. */
  body?: Maybe<Scalars['String']['output']>;
  /** The key under which its sender sent it, readable by every member. */
  clientMessageId: Scalars['String']['output'];
  /** The media type of the body: `text/plain`. */
  contentType: Scalars['String']['output'];
  /** When it was taken. */
  createdAt: Scalars['DateTime']['output'];
  /** When it was deleted. Null when it was not. */
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the body was last changed. Null when it never was. */
  editedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Identifies the message. Starts with `m_`. */
  id: Scalars['ID']['output'];
  /** Whom it mentions, as its sender says, the first one first. Empty once it is deleted. */
  mentions: Array<Maybe<User>>;
  /** The reactions on it, the earliest kind first. */
  reactions: Array<ReactionGroup>;
  /** Where it stands. */
  room?: Maybe<Room>;
  /** Who wrote it. Null while the people's service does not answer, or when the account no longer exists. */
  sender?: Maybe<User>;
};

/** A page of messages. */
export type MessageConnection = {
  __typename?: 'MessageConnection';
  /** The messages with their cursors. */
  edges: Array<MessageEdge>;
  /**
   * The position of the room from before the page was read: go live with `roomEvents(after:)` from here and nothing is
   * missed.
   */
  liveCursor: Scalars['String']['output'];
  /** The messages alone. */
  nodes: Array<Message>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A message was emptied. */
export type MessageDeleted = {
  __typename?: 'MessageDeleted';
  /** Who deleted it. */
  actor?: Maybe<User>;
  /** What is left of the message. */
  message: Message;
};

/** A message in a list. */
export type MessageEdge = {
  __typename?: 'MessageEdge';
  /** The place in the room, for `after`, `before` and `roomEvents`. */
  cursor: Scalars['String']['output'];
  /** The message. */
  node: Message;
};

/** The body of a message was changed. */
export type MessageEdited = {
  __typename?: 'MessageEdited';
  /** The message, as it is when the event is delivered. */
  message: Message;
};

/** A message was written. */
export type MessageSent = {
  __typename?: 'MessageSent';
  /** The message, as it is when the event is delivered. */
  message: Message;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Makes another person a member of a GROUP room. Its owners and moderators may. */
  addMember?: Maybe<AddMemberPayload>;
  /** Puts your reaction on a message. Adding the same one twice is the same as once. */
  addReaction?: Maybe<AddReactionPayload>;
  /**
   * Blocks a person: neither of you can write to the other in a DIRECT room from now on, and what the other does in rooms
   * that you share no longer reaches your streams. History keeps its messages, since answers refer to them: fold them by
   * `User.blockedByViewer`. Blocking twice is the same as once.
   */
  blockUser?: Maybe<BlockUserPayload>;
  /**
   * Checks what has arrived (its size, hash, and type by its first bytes) and makes an attachment of it. An upload is good
   * for one attachment: completing it twice gives the same one. What is not used within 24 hours is deleted. An upload
   * whose bytes are not what was announced is over: announce the file anew.
   */
  completeUpload?: Maybe<CompleteUploadPayload>;
  /** Makes a GROUP room with you as its owner. */
  createRoom?: Maybe<CreateRoomPayload>;
  /**
   * Announces a file and asks for the address to send it to. Whether you may is decided now: a file for a room needs a
   * membership, a picture of a room the right to change the room. Send the bytes with PUT to `upload.url`, with the headers
   * of `upload.headers`, before `upload.expiresAt`, or in the `upload.parts` of a large file; then call `completeUpload`.
   */
  createUpload?: Maybe<CreateUploadPayload>;
  /**
   * Empties a message for good and leaves its place marked. You may delete your own messages; owners and moderators of the
   * room may delete everybody's. Deleting twice is the same as once.
   */
  deleteMessage?: Maybe<DeleteMessagePayload>;
  /** Changes the body of your own message, and whom it mentions. */
  editMessage?: Maybe<EditMessagePayload>;
  /** Makes you a member of a public room. Joining twice is the same as once. */
  joinRoom?: Maybe<JoinRoomPayload>;
  /**
   * Ends your membership. You receive nothing from the room's stream after that. The last owner of a room with other
   * members hands it on first with `setMemberRole`; a DIRECT room cannot be left.
   */
  leaveRoom?: Maybe<LeaveRoomPayload>;
  /**
   * Opens a session with an e-mail address or a username and a password. Allowed three times a second, with bursts of
   * five, for one address and for one account; more is `RATE_LIMITED`.
   */
  login?: Maybe<LoginPayload>;
  /**
   * Ends the session that the access token belongs to: its refresh token is void at once, its access token is refused
   * and its live sockets are closed within a second.
   */
  logout?: Maybe<LogoutPayload>;
  /** Marks items of your inbox as read: some, or all up to one. Items that are not there are passed over. */
  markInboxRead?: Maybe<MarkInboxReadPayload>;
  /** Moves your read cursor of a room forward to a message. It never moves back. */
  markRead?: Maybe<MarkReadPayload>;
  /**
   * No pushes for a room until a time, or until you take it back with `unmuteRoom`. Messages that mention you are pushed all
   * the same unless `includingMentions`. Muting again replaces what was set. `NOT_FOUND` when you are not a member.
   */
  muteRoom?: Maybe<MuteRoomPayload>;
  /** Opens the DIRECT room of you and another person. There is one for each pair, whoever opens it and however often. */
  openDirectRoom?: Maybe<OpenDirectRoomPayload>;
  /**
   * Exchanges a refresh token for a new pair of tokens. A refresh token is good for one exchange: when a used one is
   * presented again, its whole session ends, because one of the two holders must have stolen it. A repeated exchange whose
   * first answer was lost looks the same: sign in again then.
   */
  refreshSession?: Maybe<RefreshSessionPayload>;
  /**
   * Creates an account with its first session. The answer already resolves the new profile. Allowed three times a
   * second, with bursts of five, for one address and for one e-mail address; more is `RATE_LIMITED`.
   */
  register?: Maybe<RegisterPayload>;
  /**
   * Makes the device of your session show pushes for messages that reach you while you are away. A session has one target:
   * registering again replaces it, and with the same token changes nothing but the name. It ends with the session, and a
   * token that another session registers moves there.
   */
  registerPushTarget?: Maybe<RegisterPushTargetPayload>;
  /**
   * Ends another person's membership of a GROUP room. Owners may remove anybody; moderators may remove members. From the
   * removal's place in the room's sequence on, the person's messages are refused and nothing more is delivered to it.
   */
  removeMember?: Maybe<RemoveMemberPayload>;
  /** Ends the pushes of one of your devices. Removing one that is not there changes nothing. */
  removePushTarget?: Maybe<RemovePushTargetPayload>;
  /** Takes your reaction off a message. Removing one that is not there changes nothing. */
  removeReaction?: Maybe<RemoveReactionPayload>;
  /**
   * Writes a message. When this answers, the message is durable and in its final place. Sending the same
   * `clientMessageId` to the same room again within 24 hours returns the first message and writes nothing.
   */
  sendMessage?: Maybe<SendMessagePayload>;
  /** Gives a member of a GROUP room another role. Its owners may; the last owner keeps the role. */
  setMemberRole?: Maybe<SetMemberRolePayload>;
  /**
   * Gives a GROUP room a picture, or takes it away. Its owners and moderators may. The picture is uploaded first
   * (`createUpload` with the purpose `ROOM_PICTURE`); `completeUpload` gives the ticket.
   */
  setRoomPicture?: Maybe<SetRoomPicturePayload>;
  /**
   * Tells the others in a room that you are typing, or have stopped. Repeat it every 4 seconds while you type: it is
   * forgotten after 6.
   */
  setTyping?: Maybe<SetTypingPayload>;
  /** Takes a block back. Unblocking somebody who is not blocked changes nothing. */
  unblockUser?: Maybe<UnblockUserPayload>;
  /** Takes a mute back. Unmuting a room that is not muted changes nothing. `NOT_FOUND` when you are not a member. */
  unmuteRoom?: Maybe<UnmuteRoomPayload>;
  /** Changes your profile. Fields that are left out stay as they are. */
  updateProfile?: Maybe<UpdateProfilePayload>;
};


export type MutationAddMemberArgs = {
  input: AddMemberInput;
};


export type MutationAddReactionArgs = {
  input: AddReactionInput;
};


export type MutationBlockUserArgs = {
  input: BlockUserInput;
};


export type MutationCompleteUploadArgs = {
  input: CompleteUploadInput;
};


export type MutationCreateRoomArgs = {
  input: CreateRoomInput;
};


export type MutationCreateUploadArgs = {
  input: CreateUploadInput;
};


export type MutationDeleteMessageArgs = {
  input: DeleteMessageInput;
};


export type MutationEditMessageArgs = {
  input: EditMessageInput;
};


export type MutationJoinRoomArgs = {
  input: JoinRoomInput;
};


export type MutationLeaveRoomArgs = {
  input: LeaveRoomInput;
};


export type MutationLoginArgs = {
  input: LoginInput;
};


export type MutationLogoutArgs = {
  input?: InputMaybe<LogoutInput>;
};


export type MutationMarkInboxReadArgs = {
  input: MarkInboxReadInput;
};


export type MutationMarkReadArgs = {
  input: MarkReadInput;
};


export type MutationMuteRoomArgs = {
  input: MuteRoomInput;
};


export type MutationOpenDirectRoomArgs = {
  input: OpenDirectRoomInput;
};


export type MutationRefreshSessionArgs = {
  input: RefreshSessionInput;
};


export type MutationRegisterArgs = {
  input: RegisterInput;
};


export type MutationRegisterPushTargetArgs = {
  input: RegisterPushTargetInput;
};


export type MutationRemoveMemberArgs = {
  input: RemoveMemberInput;
};


export type MutationRemovePushTargetArgs = {
  input: RemovePushTargetInput;
};


export type MutationRemoveReactionArgs = {
  input: RemoveReactionInput;
};


export type MutationSendMessageArgs = {
  input: SendMessageInput;
};


export type MutationSetMemberRoleArgs = {
  input: SetMemberRoleInput;
};


export type MutationSetRoomPictureArgs = {
  input: SetRoomPictureInput;
};


export type MutationSetTypingArgs = {
  input: SetTypingInput;
};


export type MutationUnblockUserArgs = {
  input: UnblockUserInput;
};


export type MutationUnmuteRoomArgs = {
  input: UnmuteRoomInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};

/** Which room to mute, and for how long. */
export type MuteRoomInput = {
  /** Whether messages that mention you are not pushed either. */
  includingMentions?: Scalars['Boolean']['input'];
  /** The room's ID. */
  roomId: Scalars['ID']['input'];
  /** Until when. Null for until you take it back. */
  until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The answer to `muteRoom`. */
export type MuteRoomPayload = {
  __typename?: 'MuteRoomPayload';
  /** The room with its mute. */
  room?: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** With whom to open a DIRECT room. */
export type OpenDirectRoomInput = {
  /** The other person's ID. */
  userId: Scalars['ID']['input'];
};

/** The answer to `openDirectRoom`. */
export type OpenDirectRoomPayload = {
  __typename?: 'OpenDirectRoomPayload';
  /** The pair's room. */
  room?: Maybe<Room>;
  /** What to correct. Nothing was made when there is any. */
  userErrors: Array<UserError>;
};

/** Which way to sort. */
export type OrderDirection =
  /** The smallest or oldest first. */
  | 'ASC'
  /** The largest or newest first. */
  | 'DESC';

/** Where a page stands in its list, as in the Relay cursor connections specification. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the last edge. Null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more after `endCursor`. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is more before `startCursor`. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge. Null when the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** Whether a person is there. */
export type Presence = {
  __typename?: 'Presence';
  /** When the person was last there. Null when that is not known. */
  lastActiveAt?: Maybe<Scalars['DateTime']['output']>;
  /** The state. */
  status: PresenceStatus;
};

/** Somebody in the room came or went. */
export type PresenceChanged = {
  __typename?: 'PresenceChanged';
  /** Whether the person is there now. */
  status: PresenceStatus;
  /** Who. */
  user?: Maybe<User>;
};

/** Whether a person is there. */
export type PresenceStatus =
  /** None is. */
  | 'OFFLINE'
  /** At least one of the person's clients is connected. */
  | 'ONLINE';

/** By which service a device is reached. */
export type PushKind =
  /** An app, by Firebase Cloud Messaging. */
  | 'FCM'
  /** A browser, by the Push API (RFC 8030, RFC 8291). */
  | 'WEB_PUSH';

/** A device of yours that shows pushes. Its token is never told. */
export type PushTarget = {
  __typename?: 'PushTarget';
  /** When it was registered. */
  createdAt: Scalars['DateTime']['output'];
  /** Identifies the target. Starts with `pt_`. */
  id: Scalars['ID']['output'];
  /** Whether it belongs to the session that asks. */
  isCurrentSession: Scalars['Boolean']['output'];
  /** By which service it is reached. */
  kind: PushKind;
  /** When the service last took a push for it. Null when it never has. */
  lastDeliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** What you have called the device. */
  name?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  __typename?: 'Query';
  /** One file. `NOT_FOUND` when there is none with this ID, or you may not see it. */
  attachment?: Maybe<Attachment>;
  /** One message. `NOT_FOUND` when there is none with this ID, or you are not a member of its room. */
  message?: Maybe<Message>;
  /** The public GROUP rooms, the newest first. */
  publicRooms?: Maybe<RoomConnection>;
  /** One room. `NOT_FOUND` when there is none with this ID, or it is private and you are not in it. */
  room?: Maybe<Room>;
  /**
   * What has happened in a room after a cursor, oldest first, and then who is typing and who is online now: the same items
   * as `roomEvents` delivers. `NOT_FOUND` when you are not a member of the room.
   */
  roomEventsSince?: Maybe<RoomEventsPage>;
  /**
   * Whether no public room with people in it is called so, for whoever is about to make one. Advice: rooms may have the same
   * name, and asking reserves nothing. False for a name that no room may have.
   */
  roomNameAvailable?: Maybe<Scalars['Boolean']['output']>;
  /** One person. `NOT_FOUND` when nobody has this ID. */
  user?: Maybe<User>;
  /** Everybody, for admins of the platform. */
  users?: Maybe<UserConnection>;
  /** The person who asks, or null when the request carries no access token. */
  viewer?: Maybe<Viewer>;
};


export type QueryAttachmentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryMessageArgs = {
  id: Scalars['ID']['input'];
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


export type QueryRoomEventsSinceArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  roomId: Scalars['ID']['input'];
};


export type QueryRoomNameAvailableArgs = {
  name: Scalars['String']['input'];
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<UserOrder>;
};

/** Somebody put a reaction on a message. */
export type ReactionAdded = {
  __typename?: 'ReactionAdded';
  /** Who did. */
  actor?: Maybe<User>;
  /** The emoji. */
  emoji: Scalars['String']['output'];
  /** The message, with its reactions as they are when the event is delivered. */
  message: Message;
};

/** The reactions of one kind on a message. */
export type ReactionGroup = {
  __typename?: 'ReactionGroup';
  /** How many people have reacted with it. */
  count: Scalars['Int']['output'];
  /** The emoji. */
  emoji: Scalars['String']['output'];
  /** Whether you have. */
  viewerHasReacted: Scalars['Boolean']['output'];
};

/** Somebody took a reaction off a message. */
export type ReactionRemoved = {
  __typename?: 'ReactionRemoved';
  /** Who did. */
  actor?: Maybe<User>;
  /** The emoji. */
  emoji: Scalars['String']['output'];
  /** The message, with its reactions as they are when the event is delivered. */
  message: Message;
};

/** How far you have read a room. */
export type ReadCursor = {
  __typename?: 'ReadCursor';
  /** The message up to which you have read. */
  message?: Maybe<Message>;
  /** When you last moved the cursor. */
  movedAt: Scalars['DateTime']['output'];
};

/** The token to exchange. */
export type RefreshSessionInput = {
  /** The newest refresh token of the session. */
  refreshToken: Scalars['String']['input'];
};

/** The answer to `refreshSession`. */
export type RefreshSessionPayload = {
  __typename?: 'RefreshSessionPayload';
  /** The new tokens; the exchanged refresh token is void. */
  tokens?: Maybe<SessionTokens>;
  /** What to correct. Nothing was exchanged when there is any. */
  userErrors: Array<UserError>;
};

/** What a new account is made of. */
export type RegisterInput = {
  /**
   * What others read: 1 to 64 characters (1,024 bytes of UTF-8) without control characters, one of them visible. The
   * username when it is left out.
   */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** An e-mail address of at most 254 characters. */
  email: Scalars['String']['input'];
  /**
   * 10 to 256 characters: no well-known password, no sequence and no repetition, and holding neither the username nor the
   * name part of the e-mail address.
   */
  password: Scalars['String']['input'];
  /** 3 to 32 letters a-z, digits, `_`, `.` or `-`, the first one a letter or a digit. Case does not count. */
  username: Scalars['String']['input'];
};

/** The answer to `register`. */
export type RegisterPayload = {
  __typename?: 'RegisterPayload';
  /** The tokens of the first session. */
  tokens?: Maybe<SessionTokens>;
  /** What to correct. Nothing was made when there is any. */
  userErrors: Array<UserError>;
  /** The new person, as itself. */
  viewer?: Maybe<Viewer>;
};

/** How a device is reached. */
export type RegisterPushTargetInput = {
  /** By which service. */
  kind: PushKind;
  /** What to call the device, 1 to 64 characters. */
  name?: InputMaybe<Scalars['String']['input']>;
  /**
   * FCM: the registration token of the app. WEB_PUSH: the `endpoint` of the browser's subscription, an https URL. At most
   * 2,048 bytes.
   */
  token: Scalars['String']['input'];
  /** The subscription's keys. Needed for WEB_PUSH, and for nothing else. */
  webPushKeys?: InputMaybe<WebPushKeysInput>;
};

/** The answer to `registerPushTarget`. */
export type RegisterPushTargetPayload = {
  __typename?: 'RegisterPushTargetPayload';
  /** The device as it is registered now. */
  pushTarget?: Maybe<PushTarget>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Whom to remove, and where. */
export type RemoveMemberInput = {
  /** The room's ID. */
  roomId: Scalars['ID']['input'];
  /** The person's ID. */
  userId: Scalars['ID']['input'];
};

/** The answer to `removeMember`. */
export type RemoveMemberPayload = {
  __typename?: 'RemoveMemberPayload';
  /** The room, without the person. */
  room?: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Which device gets no more pushes. */
export type RemovePushTargetInput = {
  /** The target's ID. */
  pushTargetId: Scalars['ID']['input'];
};

/** The answer to `removePushTarget`. */
export type RemovePushTargetPayload = {
  __typename?: 'RemovePushTargetPayload';
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
  /** You, with the devices that are left. */
  viewer?: Maybe<Viewer>;
};

/** Which message, and with what. */
export type RemoveReactionInput = {
  /** One emoji. */
  emoji: Scalars['String']['input'];
  /** The message's ID. */
  messageId: Scalars['ID']['input'];
};

/** The answer to `removeReaction`. */
export type RemoveReactionPayload = {
  __typename?: 'RemoveReactionPayload';
  /** The message with its reactions. */
  message?: Maybe<Message>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Where people write to each other. */
export type Room = {
  __typename?: 'Room';
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** Identifies the room. Starts with `r_`. */
  id: Scalars['ID']['output'];
  /** Whether it is of two people or of a group. */
  kind: RoomKind;
  /** The newest message. Null when there is none, or you are not a member. */
  lastMessage?: Maybe<Message>;
  /** How many members it has. */
  memberCount: Scalars['Int']['output'];
  /** Its members, in the order in which they came. Null unless you are one. */
  members?: Maybe<MembershipConnection>;
  /**
   * The room's messages, oldest first. Without an argument the newest 20. `around` gives the page with a message in its
   * middle. Null unless you are a member.
   */
  messages?: Maybe<MessageConnection>;
  /** What it is called. Null in a DIRECT room: show the other person's name. */
  name?: Maybe<Scalars['String']['output']>;
  /** The other person of a DIRECT room. Null in other rooms. */
  peer?: Maybe<User>;
  /** What it looks like. Null when it has no picture, and in a DIRECT room: show the other person's. */
  picture?: Maybe<Attachment>;
  /** What it is about. */
  topic?: Maybe<Scalars['String']['output']>;
  /**
   * How many messages of others stand after your read cursor, of the newest 10,000 in the room. Counts to 1,000 at most; 0
   * when you are not a member.
   */
  unreadCount: Scalars['Int']['output'];
  /** Your own membership. Null when you are not a member. */
  viewerMembership?: Maybe<Membership>;
  /** Whether and how you have muted it. Null when you have not, or the mute is over. */
  viewerMute?: Maybe<RoomMute>;
  /** How far you have read. Null when you have not marked anything, or are not a member. */
  viewerReadCursor?: Maybe<ReadCursor>;
  /** Who may find and join it. */
  visibility: RoomVisibility;
};


/** Where people write to each other. */
export type RoomMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
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
  __typename?: 'RoomChanged';
  /** Who changed it. */
  actor?: Maybe<User>;
  /** When. */
  createdAt: Scalars['DateTime']['output'];
  /** The room, as it is when the event is delivered. */
  room?: Maybe<Room>;
};

/** A page of rooms. */
export type RoomConnection = {
  __typename?: 'RoomConnection';
  /** The rooms with their cursors. */
  edges: Array<RoomEdge>;
  /** The rooms alone. */
  nodes: Array<Room>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** The room was made. The first event of every room. */
export type RoomCreated = {
  __typename?: 'RoomCreated';
  /** Who made it. */
  actor?: Maybe<User>;
  /** When. */
  createdAt: Scalars['DateTime']['output'];
  /** The room. */
  room?: Maybe<Room>;
};

/** A room in a list. */
export type RoomEdge = {
  __typename?: 'RoomEdge';
  /** The place in the list, for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The room. */
  node: Room;
};

/** What can happen in a room. More types may be added. */
export type RoomEvent = AccessRevoked | MemberJoined | MemberLeft | MemberRoleChanged | MessageDeleted | MessageEdited | MessageSent | PresenceChanged | ReactionAdded | ReactionRemoved | RoomChanged | RoomCreated | StreamReset | TypingChanged;

/** A page of what has happened in a room. */
export type RoomEventsPage = {
  __typename?: 'RoomEventsPage';
  /** The room's position when the page was read: the stream goes on from here. */
  head: Scalars['String']['output'];
  /** Whose events you do not see: people whom you have blocked. */
  hiddenActorIds: Array<Scalars['ID']['output']>;
  /**
   * What came after the cursor, oldest first; a single `StreamReset` instead when that is more than 1,000 events. Then, without
   * cursors, who is typing and who is online, of the members whom the stream tells about when it begins.
   */
  items: Array<RoomStreamItem>;
  /** Whose presence and typing you do not see: people whom you have blocked, and who have blocked you. */
  silentActorIds: Array<Scalars['ID']['output']>;
};

/** You are a member of a room now. */
export type RoomJoined = {
  __typename?: 'RoomJoined';
  /** The room. */
  room?: Maybe<Room>;
};

/** What a room is. */
export type RoomKind =
  /** Of two people, and there is one for each pair. */
  | 'DIRECT'
  /** Of any number of people. */
  | 'GROUP';

/** You are no longer a member of a room. */
export type RoomLeft = {
  __typename?: 'RoomLeft';
  /** The room. Its fields are null when you may not see it any more. */
  room?: Maybe<Room>;
};

/** That you get no pushes for a room. */
export type RoomMute = {
  __typename?: 'RoomMute';
  /** Whether messages that mention you are not pushed either. */
  includingMentions: Scalars['Boolean']['output'];
  /** Since when. */
  since: Scalars['DateTime']['output'];
  /** Until when. Null when it lasts until you take it back. */
  until?: Maybe<Scalars['DateTime']['output']>;
};

/** One step of a room's stream. */
export type RoomStreamItem = {
  __typename?: 'RoomStreamItem';
  /** The place in the room, for `after`. Null for what has no place: typing and presence. */
  cursor?: Maybe<Scalars['String']['output']>;
  /** What happened. Null for what you do not see; the cursor counts all the same. Expect types that you do not know yet. */
  event?: Maybe<RoomEvent>;
};

/** Who may find and join a room. */
export type RoomVisibility =
  /** Whom a member adds. */
  | 'PRIVATE'
  /** Everybody who has signed in. */
  | 'PUBLIC';

/** What to write, and where. */
export type SendMessageInput = {
  /**
   * The IDs of up to 10 attachments: your own, uploaded for this room with the purpose `MESSAGE_ATTACHMENT` or `OPAQUE`, and
   * in no other message.
   */
  attachmentIds?: Array<Scalars['ID']['input']>;
  /**
   * 1 to 8,000 characters (graphemes) and at most 32,768 bytes in UTF-8. Kept byte for byte. It may be left out when there
   * are attachments.
   */
  body?: InputMaybe<Scalars['String']['input']>;
  /**
   * A key of your own for this message, 1 to 64 characters of printable ASCII, such as a UUID. Use the same one when you
   * try again.
   */
  clientMessageId: Scalars['String']['input'];
  /**
   * The IDs of whom it mentions: members of the room, 50 at most. Naming somebody twice is the same as once. They find it in
   * their inbox.
   */
  mentionedUserIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The room's ID. */
  roomId: Scalars['ID']['input'];
};

/** The answer to `sendMessage`. */
export type SendMessagePayload = {
  __typename?: 'SendMessagePayload';
  /** Its place in the room: good as `after`. */
  cursor?: Maybe<Scalars['String']['output']>;
  /** The message in its place. */
  message?: Maybe<Message>;
  /** What to correct. Nothing was written when there is any. */
  userErrors: Array<UserError>;
};

/** A signed-in client. */
export type Session = {
  __typename?: 'Session';
  /** When it was opened. */
  createdAt: Scalars['DateTime']['output'];
  /** When it ends unless it is refreshed. */
  expiresAt: Scalars['DateTime']['output'];
  /** Identifies the session. */
  id: Scalars['ID']['output'];
};

/** The two tokens of a session. */
export type SessionTokens = {
  __typename?: 'SessionTokens';
  /** Goes into the `Authorization: Bearer` header and into the `connection_init` payload as `authorization`. A JWT. */
  accessToken: Scalars['String']['output'];
  /** When the access token ends: 15 minutes after it was made. */
  accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** Buys the next pair of tokens, once. Keep it secret and replace it with each exchange. */
  refreshToken: Scalars['String']['output'];
  /** When the refresh token ends unless it is used: 7 days after it was made. */
  refreshTokenExpiresAt: Scalars['DateTime']['output'];
};

/** Whose role to change, where and to what. */
export type SetMemberRoleInput = {
  /** The new role. */
  role: MembershipRole;
  /** The room's ID. */
  roomId: Scalars['ID']['input'];
  /** The person's ID. */
  userId: Scalars['ID']['input'];
};

/** The answer to `setMemberRole`. */
export type SetMemberRolePayload = {
  __typename?: 'SetMemberRolePayload';
  /** The membership with its new role. */
  membership?: Maybe<Membership>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Which room, and which picture. */
export type SetRoomPictureInput = {
  /** The room's ID. */
  roomId: Scalars['ID']['input'];
  /** The ticket that `completeUpload` gave you for this room. Null takes the picture away. */
  ticket?: InputMaybe<Scalars['String']['input']>;
};

/** The answer to `setRoomPicture`. */
export type SetRoomPicturePayload = {
  __typename?: 'SetRoomPicturePayload';
  /** The room with its new picture. */
  room?: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Where, and whether. */
export type SetTypingInput = {
  /** Whether you are typing. */
  isTyping: Scalars['Boolean']['input'];
  /** The room's ID. */
  roomId: Scalars['ID']['input'];
};

/** The answer to `setTyping`. */
export type SetTypingPayload = {
  __typename?: 'SetTypingPayload';
  /** The room. */
  room?: Maybe<Room>;
  /** What to correct. Nobody was told when there is any. */
  userErrors: Array<UserError>;
};

/** An address that carries the right to use it. */
export type SignedUrl = {
  __typename?: 'SignedUrl';
  /** When it stops being good. */
  expiresAt: Scalars['DateTime']['output'];
  /** The address. */
  url: Scalars['URL']['output'];
};

/** Too much was missed. Fetch the history again; the stream goes on from this item's cursor. */
export type StreamReset = {
  __typename?: 'StreamReset';
  /** The room. */
  room?: Maybe<Room>;
};

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Everything that happens in a room, in its order, without holes and without doubles. With `after` it begins right after
   * that place, without it now. When you lose access, `AccessRevoked` is the last item. When more than 1,000 events were
   * missed, the first item is a `StreamReset`: fetch the history again.
   */
  roomEvents: RoomStreamItem;
  /**
   * What changes for you: unread counts, rooms that you come into and leave, your inbox. It carries state, not steps: after a
   * pause it sends the current state, so nothing is missed.
   */
  viewerEvents: ViewerStreamItem;
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
  __typename?: 'TypingChanged';
  /** Forget it at this time unless it comes again. */
  expiresAt: Scalars['DateTime']['output'];
  /** Whether the person is typing. */
  isTyping: Scalars['Boolean']['output'];
  /** Who. */
  user?: Maybe<User>;
};

/** Whom to unblock. */
export type UnblockUserInput = {
  /** The person's ID. */
  userId: Scalars['ID']['input'];
};

/** The answer to `unblockUser`. */
export type UnblockUserPayload = {
  __typename?: 'UnblockUserPayload';
  /** The person that is no longer blocked. */
  user?: Maybe<User>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** Which room to unmute. */
export type UnmuteRoomInput = {
  /** The room's ID. */
  roomId: Scalars['ID']['input'];
};

/** The answer to `unmuteRoom`. */
export type UnmuteRoomPayload = {
  __typename?: 'UnmuteRoomPayload';
  /** The room without a mute. */
  room?: Maybe<Room>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** A room has another unread count. It is the state at the time of delivery, not a step. */
export type UnreadCountChanged = {
  __typename?: 'UnreadCountChanged';
  /** The room. */
  room?: Maybe<Room>;
  /** How many messages of others stand after your read cursor, 1,000 at most. */
  unreadCount: Scalars['Int']['output'];
};

/** What to change in a profile. A field that is left out stays; null empties a field that may be empty. */
export type UpdateProfileInput = {
  /** At most 500 characters (8,000 bytes of UTF-8), in several lines if wanted. An empty text empties it, too. */
  bio?: InputMaybe<Scalars['String']['input']>;
  /**
   * What others read: 1 to 64 characters (1,024 bytes of UTF-8) without control characters, one of them visible. Cannot be
   * emptied.
   */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** The ID of an attachment of yours with the purpose `PROFILE_PICTURE`, in use nowhere else. Null takes the picture away. */
  pictureId?: InputMaybe<Scalars['ID']['input']>;
};

/** The answer to `updateProfile`. */
export type UpdateProfilePayload = {
  __typename?: 'UpdateProfilePayload';
  /** You, as others see you now. */
  user?: Maybe<User>;
  /** What to correct. Nothing was changed when there is any. */
  userErrors: Array<UserError>;
};

/** A file on its way. */
export type Upload = {
  __typename?: 'Upload';
  /** When the addresses stop being good. A PUT that has begun before may end after. */
  expiresAt: Scalars['DateTime']['output'];
  /** The headers to send with the bytes, exactly as they are. */
  headers: Array<UploadHeader>;
  /** Identifies the upload. Starts with `up_`. */
  id: Scalars['ID']['output'];
  /**
   * For a large file (more than 64 MiB by default) another way to send the same bytes: in parts, each with a PUT of its own, in any
   * order, some at once. A part that fails is sent again. Use either `url` or all of the parts. Null for other files.
   */
  parts?: Maybe<Array<UploadPart>>;
  /** Where to send the bytes with one PUT. The address is good for one complete write. */
  url: Scalars['URL']['output'];
};

/** A header of the PUT request. */
export type UploadHeader = {
  __typename?: 'UploadHeader';
  /** The header's name. */
  name: Scalars['String']['output'];
  /** The header's value. */
  value: Scalars['String']['output'];
};

/** A part of a file on its way. */
export type UploadPart = {
  __typename?: 'UploadPart';
  /** The place of the part, from 1. */
  number: Scalars['Int']['output'];
  /** Where the part begins in the file, in bytes. */
  offset: Scalars['Int']['output'];
  /** The length of the part in bytes. */
  size: Scalars['Int']['output'];
  /** Where to send the bytes of the part with PUT, without further headers. The address is bound to their number. */
  url: Scalars['URL']['output'];
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

/** A person, as others see it. */
export type User = {
  __typename?: 'User';
  /** A few words of the person about itself. */
  bio?: Maybe<Scalars['String']['output']>;
  /** Whether you have blocked this person. */
  blockedByViewer: Scalars['Boolean']['output'];
  /** When the person came to the platform. */
  createdAt: Scalars['DateTime']['output'];
  /** What others read. */
  displayName: Scalars['String']['output'];
  /** Identifies the person. Starts with `u_`. */
  id: Scalars['ID']['output'];
  /** What the person looks like. Null when there is no picture. */
  picture?: Maybe<Attachment>;
  /** Whether the person is there. Null when one of you has blocked the other. */
  presence?: Maybe<Presence>;
  /** The person's unique name, for mentions and for finding it. */
  username: Scalars['String']['output'];
};

/** A page of people. */
export type UserConnection = {
  __typename?: 'UserConnection';
  /** The people with their cursors. */
  edges: Array<UserEdge>;
  /** The people alone. */
  nodes: Array<User>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A person in a list. */
export type UserEdge = {
  __typename?: 'UserEdge';
  /** The place in the list, for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The person. */
  node: User;
};

/** Something that a person can correct. */
export type UserError = {
  __typename?: 'UserError';
  /** Stable; made for programs. */
  code: UserErrorCode;
  /** The path to the field at fault, below `input`. Null when no single field is. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** What is wrong and what to do, in English. */
  message: Scalars['String']['output'];
};

/** Why an input was not taken. More codes may be added. */
export type UserErrorCode =
  /** An attachment is not there (any more), not yours, not for this room, or in use already; or one is named twice. */
  | 'ATTACHMENT_INVALID'
  /** Too long, or holds control characters. */
  | 'BIO_INVALID'
  /** The body is empty or holds only white space. */
  | 'BODY_EMPTY'
  /** The body holds NUL or half of a surrogate pair. */
  | 'BODY_INVALID'
  /** The body has more than 8,000 characters (graphemes) or 32,768 bytes. */
  | 'BODY_TOO_LONG'
  /** You cannot block yourself. */
  | 'CANNOT_BLOCK_SELF'
  /** One of the two has blocked the other. */
  | 'CANNOT_CONVERSE'
  /** A room of two needs two people. */
  | 'CANNOT_CONVERSE_WITH_SELF'
  /** The key is empty, too long, or not printable ASCII. */
  | 'CLIENT_MESSAGE_ID_INVALID'
  /** The bytes are of another type than was announced. */
  | 'CONTENT_TYPE_MISMATCH'
  /** Not a media type, or not one that this purpose allows. */
  | 'CONTENT_TYPE_NOT_ALLOWED'
  /** No account has this identifier and this password. */
  | 'CREDENTIALS_WRONG'
  /** Empty, too long, or holds control characters. */
  | 'DISPLAY_NAME_INVALID'
  /** Not the form of an e-mail address, or too long. */
  | 'EMAIL_INVALID'
  /** Another account uses this e-mail address. */
  | 'EMAIL_TAKEN'
  /** Not one emoji. */
  | 'EMOJI_INVALID'
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
  /** Give either 1 to 100 items or the last one. */
  | 'INBOX_ITEMS_INVALID'
  /** The room would have no owner. Make another member an owner first. */
  | 'LAST_OWNER'
  /** Somebody who is mentioned is not a member of the room. */
  | 'MENTION_UNKNOWN'
  /** The message is deleted. */
  | 'MESSAGE_DELETED'
  /** The time is not in the future, or more than ten years away. */
  | 'MUTE_UNTIL_INVALID'
  /** The person is not a member of the room. */
  | 'NOT_A_MEMBER'
  /** Too short, too long, well known, a sequence or repetition, or made of the username or the e-mail address. */
  | 'PASSWORD_WEAK'
  /** The picture cannot be shown: its structure is broken, or it has more than 50 million pixels. */
  | 'PICTURE_DAMAGED'
  /** The attachment is not there (any more), not yours, no profile picture, or was in use already. */
  | 'PICTURE_INVALID'
  /** The name is empty, too long, or holds control characters. */
  | 'PUSH_TARGET_NAME_INVALID'
  /** The token is empty, too long, or not what its service gives. */
  | 'PUSH_TOKEN_INVALID'
  /** The refresh token is unknown, used, or has ended. Sign in again. */
  | 'REFRESH_TOKEN_INVALID'
  /** A DIRECT room cannot be left, its members cannot be changed, and it has no picture of its own. */
  | 'ROOM_IS_DIRECT'
  /** Empty, too long, or holds control characters. */
  | 'ROOM_NAME_INVALID'
  /** The purpose needs a room, and none was given; or it has none, and one was given. */
  | 'ROOM_REQUIRED'
  /** Too long. */
  | 'ROOM_TOPIC_INVALID'
  /** Another number of bytes has arrived than was announced. */
  | 'SIZE_MISMATCH'
  /** The ticket was used already, is too old, or is for another room or person. Complete the upload again for a new one. */
  | 'TICKET_INVALID'
  /** More than 10 attachments. */
  | 'TOO_MANY_ATTACHMENTS'
  /** More than 50 people are mentioned. */
  | 'TOO_MANY_MENTIONS'
  /** You have 20 devices that show pushes. Remove one first. */
  | 'TOO_MANY_PUSH_TARGETS'
  /** The message has 20 kinds of reactions already. */
  | 'TOO_MANY_REACTIONS'
  /** Too many files of yours, or too many bytes, wait to be used. Use them, or wait until they are deleted. */
  | 'TOO_MANY_UPLOADS'
  /** The address was not used in time. Announce the file anew. */
  | 'UPLOAD_EXPIRED'
  /** The bytes have not arrived, or not all of them. */
  | 'UPLOAD_INCOMPLETE'
  /** Not the form of a username. */
  | 'USERNAME_INVALID'
  /** Another account uses this username. */
  | 'USERNAME_TAKEN'
  /** There is no such person. */
  | 'USER_UNKNOWN'
  /** The keys are missing, not those of a browser's subscription, or given for another service. */
  | 'WEB_PUSH_KEYS_INVALID';

/** How to sort people. */
export type UserOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** By what. */
  field: UserOrderField;
};

/** What people can be sorted by. */
export type UserOrderField =
  /** When they came to the platform. */
  | 'CREATED_AT'
  /** Their unique name. */
  | 'USERNAME';

/** What you see as yourself. Everything in here is private to you. */
export type Viewer = {
  __typename?: 'Viewer';
  /** Your account: how you sign in. */
  account?: Maybe<Account>;
  /** Whom you have blocked, the newest block first. */
  blockedUsers?: Maybe<UserConnection>;
  /** What others read as your name. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** The same as the ID of your `User`. */
  id: Scalars['ID']['output'];
  /**
   * What wants your attention, mentions and invitations, the newest first. What is deleted, or stands in a room that you
   * have left, is not among it.
   */
  inbox?: Maybe<InboxConnection>;
  /** How many items of your inbox you have not read. Counts to 1,000 at most. */
  inboxUnreadCount?: Maybe<Scalars['Int']['output']>;
  /** Your devices that show pushes, the newest first. */
  pushTargets?: Maybe<Array<PushTarget>>;
  /** The rooms that you are a member of, the one with the newest message or event first. */
  rooms?: Maybe<ViewerRoomConnection>;
  /** The session that this request belongs to; below `register` and `login` the new one. Null when it has ended. */
  session?: Maybe<Session>;
  /** You, as others see you. */
  user?: Maybe<User>;
};


/** What you see as yourself. Everything in here is private to you. */
export type ViewerBlockedUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** What you see as yourself. Everything in here is private to you. */
export type ViewerInboxArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  unreadOnly?: Scalars['Boolean']['input'];
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
  __typename?: 'ViewerRoomConnection';
  /** The rooms with their cursors. */
  edges: Array<ViewerRoomEdge>;
  /** The rooms alone. Null for one that the rooms' service could not answer for. */
  nodes: Array<Maybe<Room>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** One of your rooms in a list. */
export type ViewerRoomEdge = {
  __typename?: 'ViewerRoomEdge';
  /** The place in the list, for `after` and `before`. A room moves when something happens in it. */
  cursor: Scalars['String']['output'];
  /** When something last happened in it. */
  lastActivityAt: Scalars['DateTime']['output'];
  /** The room. Null while the rooms' service does not answer. */
  node?: Maybe<Room>;
};

/** One step of your own stream. */
export type ViewerStreamItem = {
  __typename?: 'ViewerStreamItem';
  /** For `after`. */
  cursor: Scalars['String']['output'];
  /** What changed for you. Expect types that you do not know yet. */
  event?: Maybe<ViewerEvent>;
};

/** The keys of a browser's subscription, as `PushSubscription.toJSON().keys` gives them. */
export type WebPushKeysInput = {
  /** The secret that both sides share: 16 bytes in base64url. */
  auth: Scalars['String']['input'];
  /** The browser's public key: 65 bytes in base64url. */
  p256dh: Scalars['String']['input'];
};

export type AttachmentPartsFragment = { __typename?: 'Attachment', id: string, fileName: string, contentType: string, size: number, width?: number | null, height?: number | null };

export type WebCreateUploadMutationVariables = Exact<{
  input: CreateUploadInput;
}>;


export type WebCreateUploadMutation = { __typename?: 'Mutation', createUpload?: { __typename?: 'CreateUploadPayload', upload?: { __typename?: 'Upload', id: string, url: string, headers: Array<{ __typename?: 'UploadHeader', name: string, value: string }>, parts?: Array<{ __typename?: 'UploadPart', url: string, offset: number, size: number }> | null } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string }> } | null };

export type WebCompleteUploadMutationVariables = Exact<{
  uploadId: Scalars['ID']['input'];
}>;


export type WebCompleteUploadMutation = { __typename?: 'Mutation', completeUpload?: { __typename?: 'CompleteUploadPayload', attachment?: { __typename?: 'Attachment', id: string, fileName: string, contentType: string, size: number, width?: number | null, height?: number | null } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string }> } | null };

export type WebDownloadQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  disposition: DownloadDisposition;
}>;


export type WebDownloadQuery = { __typename?: 'Query', attachment?: { __typename?: 'Attachment', id: string, download?: { __typename?: 'SignedUrl', url: string, expiresAt: string } | null } | null };

export type PersonNameFragment = { __typename?: 'User', id: string, username: string, displayName: string };

export type RoomSummaryFragment = { __typename?: 'Room', id: string, kind: RoomKind, visibility: RoomVisibility, name?: string | null, topic?: string | null, memberCount: number, unreadCount: number, peer?: { __typename?: 'User', id: string, username: string, displayName: string } | null, lastMessage?: { __typename?: 'Message', id: string, body?: string | null, createdAt: string, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null } | null };

export type SharedMessageFragment = { __typename?: 'Message', id: string, clientMessageId: string, body?: string | null, createdAt: string, editedAt?: string | null, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null, reactions: Array<{ __typename?: 'ReactionGroup', emoji: string, count: number }>, attachments: Array<{ __typename?: 'Attachment', id: string, fileName: string, contentType: string, size: number, width?: number | null, height?: number | null } | null> };

export type MessagePartsFragment = { __typename?: 'Message', id: string, clientMessageId: string, body?: string | null, createdAt: string, editedAt?: string | null, deletedAt?: string | null, reactions: Array<{ __typename?: 'ReactionGroup', viewerHasReacted: boolean, emoji: string, count: number }>, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null, attachments: Array<{ __typename?: 'Attachment', id: string, fileName: string, contentType: string, size: number, width?: number | null, height?: number | null } | null> };

export type WebRoomEventsSubscriptionVariables = Exact<{
  roomId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type WebRoomEventsSubscription = { __typename?: 'Subscription', roomEvents: { __typename?: 'RoomStreamItem', cursor?: string | null, event?:
      | { __typename: 'AccessRevoked' }
      | { __typename: 'MemberJoined' }
      | { __typename: 'MemberLeft' }
      | { __typename: 'MemberRoleChanged' }
      | { __typename: 'MessageDeleted', message: { __typename?: 'Message', id: string, clientMessageId: string, body?: string | null, createdAt: string, editedAt?: string | null, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null, reactions: Array<{ __typename?: 'ReactionGroup', emoji: string, count: number }>, attachments: Array<{ __typename?: 'Attachment', id: string, fileName: string, contentType: string, size: number, width?: number | null, height?: number | null } | null> } }
      | { __typename: 'MessageEdited', message: { __typename?: 'Message', id: string, clientMessageId: string, body?: string | null, createdAt: string, editedAt?: string | null, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null, reactions: Array<{ __typename?: 'ReactionGroup', emoji: string, count: number }>, attachments: Array<{ __typename?: 'Attachment', id: string, fileName: string, contentType: string, size: number, width?: number | null, height?: number | null } | null> } }
      | { __typename: 'MessageSent', message: { __typename?: 'Message', id: string, clientMessageId: string, body?: string | null, createdAt: string, editedAt?: string | null, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null, reactions: Array<{ __typename?: 'ReactionGroup', emoji: string, count: number }>, attachments: Array<{ __typename?: 'Attachment', id: string, fileName: string, contentType: string, size: number, width?: number | null, height?: number | null } | null> } }
      | { __typename: 'PresenceChanged', status: PresenceStatus, user?: { __typename?: 'User', id: string } | null }
      | { __typename: 'ReactionAdded', emoji: string, message: { __typename?: 'Message', id: string, clientMessageId: string, body?: string | null, createdAt: string, editedAt?: string | null, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null, reactions: Array<{ __typename?: 'ReactionGroup', emoji: string, count: number }>, attachments: Array<{ __typename?: 'Attachment', id: string, fileName: string, contentType: string, size: number, width?: number | null, height?: number | null } | null> }, actor?: { __typename?: 'User', id: string } | null }
      | { __typename: 'ReactionRemoved', emoji: string, message: { __typename?: 'Message', id: string, clientMessageId: string, body?: string | null, createdAt: string, editedAt?: string | null, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null, reactions: Array<{ __typename?: 'ReactionGroup', emoji: string, count: number }>, attachments: Array<{ __typename?: 'Attachment', id: string, fileName: string, contentType: string, size: number, width?: number | null, height?: number | null } | null> }, actor?: { __typename?: 'User', id: string } | null }
      | { __typename: 'RoomChanged' }
      | { __typename: 'RoomCreated' }
      | { __typename: 'StreamReset' }
      | { __typename: 'TypingChanged', isTyping: boolean, expiresAt: string, user?: { __typename?: 'User', id: string, username: string, displayName: string } | null }
     | null } };

export type WebViewerEventsSubscriptionVariables = Exact<{
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type WebViewerEventsSubscription = { __typename?: 'Subscription', viewerEvents: { __typename?: 'ViewerStreamItem', cursor: string, event?:
      | { __typename: 'InboxChanged' }
      | { __typename: 'RoomJoined', room?: { __typename?: 'Room', id: string } | null }
      | { __typename: 'RoomLeft', room?: { __typename?: 'Room', id: string } | null }
      | { __typename: 'UnreadCountChanged', unreadCount: number, room?: { __typename?: 'Room', id: string, kind: RoomKind, visibility: RoomVisibility, name?: string | null, topic?: string | null, memberCount: number, unreadCount: number, peer?: { __typename?: 'User', id: string, username: string, displayName: string } | null, lastMessage?: { __typename?: 'Message', id: string, body?: string | null, createdAt: string, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null } | null } | null }
     | null } };

export type WebSendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type WebSendMessageMutation = { __typename?: 'Mutation', sendMessage?: { __typename?: 'SendMessagePayload', message?: { __typename?: 'Message', id: string, clientMessageId: string } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string }> } | null };

export type WebEditMessageMutationVariables = Exact<{
  input: EditMessageInput;
}>;


export type WebEditMessageMutation = { __typename?: 'Mutation', editMessage?: { __typename?: 'EditMessagePayload', message?: { __typename?: 'Message', id: string, body?: string | null, editedAt?: string | null } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string }> } | null };

export type WebDeleteMessageMutationVariables = Exact<{
  messageId: Scalars['ID']['input'];
}>;


export type WebDeleteMessageMutation = { __typename?: 'Mutation', deleteMessage?: { __typename?: 'DeleteMessagePayload', message?: { __typename?: 'Message', id: string, body?: string | null, deletedAt?: string | null } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string }> } | null };

export type WebAddReactionMutationVariables = Exact<{
  input: AddReactionInput;
}>;


export type WebAddReactionMutation = { __typename?: 'Mutation', addReaction?: { __typename?: 'AddReactionPayload', message?: { __typename?: 'Message', id: string, reactions: Array<{ __typename?: 'ReactionGroup', emoji: string, count: number, viewerHasReacted: boolean }> } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string }> } | null };

export type WebRemoveReactionMutationVariables = Exact<{
  input: RemoveReactionInput;
}>;


export type WebRemoveReactionMutation = { __typename?: 'Mutation', removeReaction?: { __typename?: 'RemoveReactionPayload', message?: { __typename?: 'Message', id: string, reactions: Array<{ __typename?: 'ReactionGroup', emoji: string, count: number, viewerHasReacted: boolean }> } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string }> } | null };

export type WebRoomQueryVariables = Exact<{
  roomId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  around?: InputMaybe<Scalars['ID']['input']>;
}>;


export type WebRoomQuery = { __typename?: 'Query', room?: { __typename?: 'Room', id: string, kind: RoomKind, visibility: RoomVisibility, name?: string | null, topic?: string | null, memberCount: number, unreadCount: number, viewerMembership?: { __typename?: 'Membership', id: string, role: MembershipRole } | null, viewerReadCursor?: { __typename?: 'ReadCursor', movedAt: string, message?: { __typename?: 'Message', id: string } | null } | null, messages?: { __typename?: 'MessageConnection', liveCursor: string, edges: Array<{ __typename?: 'MessageEdge', cursor: string, node: { __typename?: 'Message', id: string, clientMessageId: string, body?: string | null, createdAt: string, editedAt?: string | null, deletedAt?: string | null, reactions: Array<{ __typename?: 'ReactionGroup', viewerHasReacted: boolean, emoji: string, count: number }>, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null, attachments: Array<{ __typename?: 'Attachment', id: string, fileName: string, contentType: string, size: number, width?: number | null, height?: number | null } | null> } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } | null, peer?: { __typename?: 'User', id: string, username: string, displayName: string } | null, lastMessage?: { __typename?: 'Message', id: string, body?: string | null, createdAt: string, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null } | null } | null };

export type WebRoomMembersQueryVariables = Exact<{
  roomId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type WebRoomMembersQuery = { __typename?: 'Query', room?: { __typename?: 'Room', id: string, memberCount: number, members?: { __typename?: 'MembershipConnection', edges: Array<{ __typename?: 'MembershipEdge', cursor: string, node: { __typename?: 'Membership', id: string, role: MembershipRole, user?: { __typename?: 'User', id: string, username: string, displayName: string, presence?: { __typename?: 'Presence', status: PresenceStatus } | null } | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } | null } | null };

export type WebMarkReadMutationVariables = Exact<{
  messageId: Scalars['ID']['input'];
}>;


export type WebMarkReadMutation = { __typename?: 'Mutation', markRead?: { __typename?: 'MarkReadPayload', room?: { __typename?: 'Room', id: string, unreadCount: number, viewerReadCursor?: { __typename?: 'ReadCursor', movedAt: string, message?: { __typename?: 'Message', id: string } | null } | null } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode }> } | null };

export type WebSetTypingMutationVariables = Exact<{
  roomId: Scalars['ID']['input'];
  isTyping: Scalars['Boolean']['input'];
}>;


export type WebSetTypingMutation = { __typename?: 'Mutation', setTyping?: { __typename?: 'SetTypingPayload', userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode }> } | null };

export type WebMyRoomsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type WebMyRoomsQuery = { __typename?: 'Query', viewer?: { __typename?: 'Viewer', id: string, rooms?: { __typename?: 'ViewerRoomConnection', edges: Array<{ __typename?: 'ViewerRoomEdge', cursor: string, lastActivityAt: string, node?: { __typename?: 'Room', id: string, kind: RoomKind, visibility: RoomVisibility, name?: string | null, topic?: string | null, memberCount: number, unreadCount: number, peer?: { __typename?: 'User', id: string, username: string, displayName: string } | null, lastMessage?: { __typename?: 'Message', id: string, body?: string | null, createdAt: string, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null } | null } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } | null } | null };

export type WebPublicRoomsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type WebPublicRoomsQuery = { __typename?: 'Query', publicRooms?: { __typename?: 'RoomConnection', edges: Array<{ __typename?: 'RoomEdge', cursor: string, node: { __typename?: 'Room', id: string, name?: string | null, topic?: string | null, memberCount: number, viewerMembership?: { __typename?: 'Membership', id: string, role: MembershipRole } | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } | null };

export type WebCreateRoomMutationVariables = Exact<{
  input: CreateRoomInput;
}>;


export type WebCreateRoomMutation = { __typename?: 'Mutation', createRoom?: { __typename?: 'CreateRoomPayload', room?: { __typename?: 'Room', id: string, kind: RoomKind, visibility: RoomVisibility, name?: string | null, topic?: string | null, memberCount: number, unreadCount: number, peer?: { __typename?: 'User', id: string, username: string, displayName: string } | null, lastMessage?: { __typename?: 'Message', id: string, body?: string | null, createdAt: string, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null } | null } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string, field?: Array<string> | null }> } | null };

export type WebJoinRoomMutationVariables = Exact<{
  roomId: Scalars['ID']['input'];
}>;


export type WebJoinRoomMutation = { __typename?: 'Mutation', joinRoom?: { __typename?: 'JoinRoomPayload', membership?: { __typename?: 'Membership', id: string, role: MembershipRole, room?: { __typename?: 'Room', id: string, memberCount: number, viewerMembership?: { __typename?: 'Membership', id: string, role: MembershipRole } | null } | null } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string }> } | null };

export type WebLeaveRoomMutationVariables = Exact<{
  roomId: Scalars['ID']['input'];
}>;


export type WebLeaveRoomMutation = { __typename?: 'Mutation', leaveRoom?: { __typename?: 'LeaveRoomPayload', room?: { __typename?: 'Room', id: string, memberCount: number, viewerMembership?: { __typename?: 'Membership', id: string, role: MembershipRole } | null } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string }> } | null };

export type WebOpenDirectRoomMutationVariables = Exact<{
  userId: Scalars['ID']['input'];
}>;


export type WebOpenDirectRoomMutation = { __typename?: 'Mutation', openDirectRoom?: { __typename?: 'OpenDirectRoomPayload', room?: { __typename?: 'Room', id: string, kind: RoomKind, visibility: RoomVisibility, name?: string | null, topic?: string | null, memberCount: number, unreadCount: number, peer?: { __typename?: 'User', id: string, username: string, displayName: string } | null, lastMessage?: { __typename?: 'Message', id: string, body?: string | null, createdAt: string, deletedAt?: string | null, sender?: { __typename?: 'User', id: string, username: string, displayName: string } | null } | null } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string }> } | null };

export type WebRegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type WebRegisterMutation = { __typename?: 'Mutation', register?: { __typename?: 'RegisterPayload', viewer?: { __typename?: 'Viewer', id: string } | null, tokens?: { __typename?: 'SessionTokens', accessToken: string, refreshToken: string } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string, field?: Array<string> | null }> } | null };

export type WebLoginMutationVariables = Exact<{
  input: LoginInput;
}>;


export type WebLoginMutation = { __typename?: 'Mutation', login?: { __typename?: 'LoginPayload', viewer?: { __typename?: 'Viewer', id: string } | null, tokens?: { __typename?: 'SessionTokens', accessToken: string, refreshToken: string } | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode, message: string, field?: Array<string> | null }> } | null };

export type WebLogoutMutationVariables = Exact<{ [key: string]: never; }>;


export type WebLogoutMutation = { __typename?: 'Mutation', logout?: { __typename?: 'LogoutPayload', endedSessionId?: string | null, userErrors: Array<{ __typename?: 'UserError', code: UserErrorCode }> } | null };

export type WebMeQueryVariables = Exact<{ [key: string]: never; }>;


export type WebMeQuery = { __typename?: 'Query', viewer?: { __typename?: 'Viewer', id: string, user?: { __typename?: 'User', id: string, username: string, displayName: string } | null } | null };

export const PersonNameFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]} as unknown as DocumentNode<PersonNameFragment, unknown>;
export const RoomSummaryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Room"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"unreadCount"}},{"kind":"Field","name":{"kind":"Name","value":"peer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastMessage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]} as unknown as DocumentNode<RoomSummaryFragment, unknown>;
export const AttachmentPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]} as unknown as DocumentNode<AttachmentPartsFragment, unknown>;
export const SharedMessageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SharedMessage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Message"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientMessageId"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]} as unknown as DocumentNode<SharedMessageFragment, unknown>;
export const MessagePartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MessageParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Message"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SharedMessage"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SharedMessage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Message"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientMessageId"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentParts"}}]}}]}}]} as unknown as DocumentNode<MessagePartsFragment, unknown>;
export const WebCreateUploadDocument = {"__meta__":{"hash":"3189ba9836266e07106f77a32d42fd1ac8095d2ea90f4effddf5804618ad6c0c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebCreateUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"headers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"offset"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebCreateUploadMutation, WebCreateUploadMutationVariables>;
export const WebCompleteUploadDocument = {"__meta__":{"hash":"d94e4a49670f5389156f182c45cb9fa448f68c0bafcb54f9f58971a8991169fa"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebCompleteUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"uploadId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"uploadId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"uploadId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]} as unknown as DocumentNode<WebCompleteUploadMutation, WebCompleteUploadMutationVariables>;
export const WebDownloadDocument = {"__meta__":{"hash":"cf14ee89913e675d1947524104080843a6c86a47989ed139d59d6f2bb8ed2577"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebDownload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"disposition"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DownloadDisposition"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"download"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"disposition"},"value":{"kind":"Variable","name":{"kind":"Name","value":"disposition"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]}}]} as unknown as DocumentNode<WebDownloadQuery, WebDownloadQueryVariables>;
export const WebRoomEventsDocument = {"__meta__":{"hash":"5fec3d13365df439163aba326c27260deb971d93de7d926472a68a94a01a24b1"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WebRoomEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roomEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"roomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageSent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SharedMessage"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageEdited"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SharedMessage"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageDeleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SharedMessage"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReactionAdded"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SharedMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReactionRemoved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SharedMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TypingChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isTyping"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PresenceChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SharedMessage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Message"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientMessageId"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentParts"}}]}}]}}]} as unknown as DocumentNode<WebRoomEventsSubscription, WebRoomEventsSubscriptionVariables>;
export const WebViewerEventsDocument = {"__meta__":{"hash":"d864f50a24409db1e455442c72192428d48dc042aaf2d834b870696f7e45c864"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WebViewerEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewerEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnreadCountChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unreadCount"}},{"kind":"Field","name":{"kind":"Name","value":"room"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomSummary"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RoomJoined"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"room"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RoomLeft"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"room"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Room"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"unreadCount"}},{"kind":"Field","name":{"kind":"Name","value":"peer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastMessage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}}]}}]}}]} as unknown as DocumentNode<WebViewerEventsSubscription, WebViewerEventsSubscriptionVariables>;
export const WebSendMessageDocument = {"__meta__":{"hash":"09cb55dd73adb6f8876b44698c85ef54c7777fe133e19e13cf355bdedbad97e3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebSendMessage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendMessageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientMessageId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebSendMessageMutation, WebSendMessageMutationVariables>;
export const WebEditMessageDocument = {"__meta__":{"hash":"3ee8c612aa1946272e08b17a92144ca48ca5521245f194b7ee22f00d2799498c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebEditMessage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EditMessageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"editMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebEditMessageMutation, WebEditMessageMutationVariables>;
export const WebDeleteMessageDocument = {"__meta__":{"hash":"d69af4d422a3457f5a636446d050a4beddaba4fa276908496981e239f95dee12"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebDeleteMessage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"messageId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"messageId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"messageId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebDeleteMessageMutation, WebDeleteMessageMutationVariables>;
export const WebAddReactionDocument = {"__meta__":{"hash":"7d2c01c3bbf2fc586add0ce83a350fb578b880d5beef5782429abfe6eae5e9e9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebAddReaction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddReactionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addReaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebAddReactionMutation, WebAddReactionMutationVariables>;
export const WebRemoveReactionDocument = {"__meta__":{"hash":"762e9771ea888a91f7e2379ea12dc9467e7155d210175a7bfea03fef043ff738"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebRemoveReaction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveReactionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeReaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebRemoveReactionMutation, WebRemoveReactionMutationVariables>;
export const WebRoomDocument = {"__meta__":{"hash":"5e926128c3566fff3534d2bdc57cddb1b3ae482b42b103a9e442ec9a473b20ad"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebRoom"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"around"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"room"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomSummary"}},{"kind":"Field","name":{"kind":"Name","value":"viewerMembership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerReadCursor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"movedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"messages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"around"},"value":{"kind":"Variable","name":{"kind":"Name","value":"around"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MessageParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"liveCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"contentType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SharedMessage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Message"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientMessageId"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"editedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Room"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"unreadCount"}},{"kind":"Field","name":{"kind":"Name","value":"peer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastMessage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MessageParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Message"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SharedMessage"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}}]}}]} as unknown as DocumentNode<WebRoomQuery, WebRoomQueryVariables>;
export const WebRoomMembersDocument = {"__meta__":{"hash":"62f3e20a366c906fc64effe303e00fe24b00c93f44da60138e15dae85fe0f816"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebRoomMembers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"room"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}},{"kind":"Field","name":{"kind":"Name","value":"presence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]} as unknown as DocumentNode<WebRoomMembersQuery, WebRoomMembersQueryVariables>;
export const WebMarkReadDocument = {"__meta__":{"hash":"5db8b534e44986defe8bd83e9db9ce34574629193e6f417ff0e5c907c2047d51"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebMarkRead"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"messageId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"markRead"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"messageId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"messageId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"room"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"unreadCount"}},{"kind":"Field","name":{"kind":"Name","value":"viewerReadCursor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"movedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<WebMarkReadMutation, WebMarkReadMutationVariables>;
export const WebSetTypingDocument = {"__meta__":{"hash":"e5bc76ad9d32d33002cc7edfc32557ed81ce8f245f86c7e91ba4e6d1a8c05a2c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebSetTyping"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"isTyping"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setTyping"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"roomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"isTyping"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isTyping"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<WebSetTypingMutation, WebSetTypingMutationVariables>;
export const WebMyRoomsDocument = {"__meta__":{"hash":"39b75f792f5515865fca9aedd77d82b9bc5c168f249b955d3f55df7ed957ac66"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebMyRooms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rooms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"lastActivityAt"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomSummary"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Room"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"unreadCount"}},{"kind":"Field","name":{"kind":"Name","value":"peer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastMessage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}}]}}]}}]} as unknown as DocumentNode<WebMyRoomsQuery, WebMyRoomsQueryVariables>;
export const WebPublicRoomsDocument = {"__meta__":{"hash":"d93e3b6786e8df362ddd30082c35e3e5e950bd8d57d1e8a9d08448bd8df1e257"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebPublicRooms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publicRooms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"viewerMembership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<WebPublicRoomsQuery, WebPublicRoomsQueryVariables>;
export const WebCreateRoomDocument = {"__meta__":{"hash":"58e483680f01b2e45ff3cd219c04b8976420ec9e620864fb6e7be1aa8caeb9c8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebCreateRoom"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateRoomInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createRoom"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"room"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Room"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"unreadCount"}},{"kind":"Field","name":{"kind":"Name","value":"peer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastMessage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}}]}}]}}]} as unknown as DocumentNode<WebCreateRoomMutation, WebCreateRoomMutationVariables>;
export const WebJoinRoomDocument = {"__meta__":{"hash":"fc5dfda59d62faf550fef12bb19bbd82818e467865515baec7da0a6b662e0162"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebJoinRoom"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"joinRoom"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"roomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"membership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"room"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"viewerMembership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebJoinRoomMutation, WebJoinRoomMutationVariables>;
export const WebLeaveRoomDocument = {"__meta__":{"hash":"e63b306c1fd110f53902f38a46865531430e8bfa4f85c38b5d335d494c8ce91c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebLeaveRoom"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"leaveRoom"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"roomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"room"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"viewerMembership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebLeaveRoomMutation, WebLeaveRoomMutationVariables>;
export const WebOpenDirectRoomDocument = {"__meta__":{"hash":"fb345890f11b1eba2e3c662a66f4cc2c36be5d7729f624416ae536698bdd85ad"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebOpenDirectRoom"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openDirectRoom"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"room"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Room"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"unreadCount"}},{"kind":"Field","name":{"kind":"Name","value":"peer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastMessage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}}]}}]}}]} as unknown as DocumentNode<WebOpenDirectRoomMutation, WebOpenDirectRoomMutationVariables>;
export const WebRegisterDocument = {"__meta__":{"hash":"f0beda606d739e9fb6a8de2e2428f3d8d820a661b73571c493bf0b12f99740b5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"register"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<WebRegisterMutation, WebRegisterMutationVariables>;
export const WebLoginDocument = {"__meta__":{"hash":"69b6dfe1e944f7fa9db910bcb61d9a54a3336d4b1534cc097bb46ee932a77002"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebLogin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoginInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<WebLoginMutation, WebLoginMutationVariables>;
export const WebLogoutDocument = {"__meta__":{"hash":"82ca3dc5c5c8d47bc682195f8793e6dfd8bd352c0e6cc319af6dc445308cfe2d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebLogout"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logout"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endedSessionId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<WebLogoutMutation, WebLogoutMutationVariables>;
export const WebMeDocument = {"__meta__":{"hash":"6dd06591646868e3936f6f94d02e4449d3ba62afabfd23e0c2a5cfb9a5200ed3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebMe"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonName"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]} as unknown as DocumentNode<WebMeQuery, WebMeQueryVariables>;