import type { Lynk } from '#tests/kit/lynk.ts';
import { newcomer, type Person } from '#tests/kit/people.ts';
import { announcement } from '#tests/kit/uploads.ts';

/** Who asks. `forger`: with a token that nobody has signed. `stranger`: has signed in and is in no room. */
export type Asker = 'nobody' | 'forger' | 'member' | 'stranger' | 'admin';

/** What the operations of the table are about. */
export interface World {
  readonly lynk: Lynk;
  readonly member: Person;
  readonly stranger: Person;
  readonly admin: Person;
  /** A private room whose owner is `member`. */
  readonly roomId: string;
  /** A message of `member` in it. */
  readonly messageId: string;
  /** A file in a message of `member` there. */
  readonly attachmentId: string;
  /** The upload that it came with. */
  readonly uploadId: string;
  /** Of `stranger`. */
  readonly strangerId: string;
}

/** Who may use a field, who may not, and an operation that uses it. */
export interface PermissionCase {
  readonly allowed: Asker;
  readonly refused: Asker;
  /** The code that the refused one gets. */
  readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND';
  readonly operation: string;
  readonly variables?: (world: World) => Record<string, unknown>;
}

const signedIn = { allowed: 'member', refused: 'nobody', code: 'UNAUTHENTICATED' } as const;
const forMembers = { allowed: 'member', refused: 'stranger', code: 'NOT_FOUND' } as const;
/** Everybody may, so that only a false identity is refused. */
const forEverybody = { allowed: 'nobody', refused: 'forger', code: 'UNAUTHENTICATED' } as const;

const roomId = ({ roomId: id }: World) => ({ id });
const ofRoom = (fields: string) => `query ($id: ID!) { room(id: $id) { ${fields} } }`;
const inRoom = (more: Record<string, unknown>) => (world: World) => ({ input: { roomId: world.roomId, ...more } });
const aboutStranger = ({ strangerId: userId }: World) => ({ input: { userId } });
const strangerInRoom = (world: World) => ({ input: { roomId: world.roomId, userId: world.strangerId } });
const ofMessage =
  (more: Record<string, unknown> = {}) =>
  (world: World) => ({ input: { messageId: world.messageId, ...more } });

/** An operation with one mutation that takes one input. */
const mutation = (name: string) =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`;

/**
 * Every root field and every `@viewer` field, in an order in which the operations can be carried out one after another: the
 * refused one is tried first.
 */
export const PERMISSION_CASES: Readonly<Record<string, PermissionCase>> = {
  'Query.viewer': { ...forEverybody, operation: '{ viewer { id } }' },
  'Query.user': {
    ...signedIn,
    operation: 'query ($id: ID!) { user(id: $id) { id } }',
    variables: ({ strangerId: id }) => ({ id }),
  },
  'Query.users': { allowed: 'admin', refused: 'member', code: 'FORBIDDEN', operation: '{ users { nodes { id } } }' },
  'Query.room': { ...forMembers, operation: ofRoom('id'), variables: roomId },
  'Query.publicRooms': { ...signedIn, operation: '{ publicRooms { nodes { id } } }' },
  'Query.roomNameAvailable': {
    ...signedIn,
    operation: 'query ($name: String!) { roomNameAvailable(name: $name) }',
    variables: () => ({ name: 'Trains' }),
  },
  'Query.message': {
    ...forMembers,
    operation: 'query ($id: ID!) { message(id: $id) { id } }',
    variables: ({ messageId: id }) => ({ id }),
  },
  'Query.attachment': {
    ...forMembers,
    operation: 'query ($id: ID!) { attachment(id: $id) { id } }',
    variables: ({ attachmentId: id }) => ({ id }),
  },
  'Query.roomEventsSince': {
    ...forMembers,
    operation: 'query ($id: ID!) { roomEventsSince(roomId: $id) { head } }',
    variables: roomId,
  },

  'Viewer.account': { ...signedIn, operation: '{ viewer { account { email } } }' },
  'Viewer.session': { ...signedIn, operation: '{ viewer { session { id } } }' },
  'Viewer.user': { ...signedIn, operation: '{ viewer { user { id } } }' },
  'Viewer.displayName': { ...signedIn, operation: '{ viewer { displayName } }' },
  'Viewer.blockedUsers': { ...signedIn, operation: '{ viewer { blockedUsers { nodes { id } } } }' },
  'Viewer.inbox': { ...signedIn, operation: '{ viewer { inbox { nodes { id } } } }' },
  'Viewer.inboxUnreadCount': { ...signedIn, operation: '{ viewer { inboxUnreadCount } }' },
  'Viewer.pushTargets': { ...signedIn, operation: '{ viewer { pushTargets { id } } }' },
  'PushTarget.isCurrentSession': {
    ...signedIn,
    operation: `mutation ($input: RegisterPushTargetInput!) {
      registerPushTarget(input: $input) { pushTarget { isCurrentSession } }
    }`,
    variables: () => ({ input: { kind: 'FCM', token: 'a-token' } }),
  },
  'Viewer.rooms': { ...signedIn, operation: '{ viewer { rooms { nodes { id } } } }' },
  'User.blockedByViewer': {
    ...signedIn,
    operation: 'query ($id: ID!) { user(id: $id) { blockedByViewer } }',
    variables: ({ strangerId: id }) => ({ id }),
  },
  'User.presence': {
    ...signedIn,
    operation: 'query ($id: ID!) { user(id: $id) { presence { status } } }',
    variables: ({ strangerId: id }) => ({ id }),
  },
  'Room.viewerMembership': { ...signedIn, operation: ofRoom('viewerMembership { role }'), variables: roomId },
  'Room.peer': { ...signedIn, operation: ofRoom('peer { id }'), variables: roomId },
  'Room.viewerMute': { ...signedIn, operation: ofRoom('viewerMute { since }'), variables: roomId },
  'Room.unreadCount': { ...signedIn, operation: ofRoom('unreadCount'), variables: roomId },
  'Room.viewerReadCursor': { ...signedIn, operation: ofRoom('viewerReadCursor { movedAt }'), variables: roomId },
  'Attachment.download': {
    ...forMembers,
    operation: 'query ($id: ID!) { attachment(id: $id) { download { url } } }',
    variables: ({ attachmentId: id }) => ({ id }),
  },
  'ReactionGroup.viewerHasReacted': {
    ...signedIn,
    operation: 'query ($id: ID!) { message(id: $id) { reactions { viewerHasReacted } } }',
    variables: ({ messageId: id }) => ({ id }),
  },

  'Mutation.register': { ...forEverybody, operation: mutation('register'), variables: () => ({ input: newcomer() }) },
  'Mutation.login': {
    ...forEverybody,
    operation: mutation('login'),
    variables: ({ stranger: { email, password } }) => ({ input: { identifier: email, password } }),
  },
  'Mutation.refreshSession': {
    ...forEverybody,
    operation: mutation('refreshSession'),
    variables: ({ stranger: { refreshToken } }) => ({ input: { refreshToken } }),
  },
  'Mutation.updateProfile': {
    ...signedIn,
    operation: mutation('updateProfile'),
    variables: () => ({ input: { bio: 'hi' } }),
  },
  'Mutation.blockUser': { ...signedIn, operation: mutation('blockUser'), variables: aboutStranger },
  'Mutation.unblockUser': { ...signedIn, operation: mutation('unblockUser'), variables: aboutStranger },
  'Mutation.createRoom': {
    ...signedIn,
    operation: mutation('createRoom'),
    variables: () => ({ input: { name: 'Mine' } }),
  },
  'Mutation.openDirectRoom': { ...signedIn, operation: mutation('openDirectRoom'), variables: aboutStranger },
  'Mutation.joinRoom': { ...forMembers, operation: mutation('joinRoom'), variables: inRoom({}) },
  'Mutation.sendMessage': {
    ...forMembers,
    operation: mutation('sendMessage'),
    variables: inRoom({ body: 'hello', clientMessageId: 'the key' }),
  },
  'Mutation.registerPushTarget': {
    ...signedIn,
    operation: mutation('registerPushTarget'),
    variables: () => ({ input: { kind: 'FCM', token: 'a-token' } }),
  },
  'Mutation.removePushTarget': {
    ...signedIn,
    operation: mutation('removePushTarget'),
    variables: () => ({ input: { pushTargetId: `pt_${'A'.repeat(22)}` } }),
  },
  'Mutation.muteRoom': { ...forMembers, operation: mutation('muteRoom'), variables: inRoom({}) },
  'Mutation.unmuteRoom': { ...forMembers, operation: mutation('unmuteRoom'), variables: inRoom({}) },
  'Mutation.markInboxRead': {
    ...signedIn,
    operation: mutation('markInboxRead'),
    variables: () => ({ input: { itemIds: [`ib_${'A'.repeat(22)}`] } }),
  },
  'Mutation.createUpload': {
    ...forMembers,
    operation: mutation('createUpload'),
    variables: ({ roomId }) => ({ input: announcement(Buffer.from('more'), { roomId }) }),
  },
  'Mutation.completeUpload': {
    ...forMembers,
    operation: mutation('completeUpload'),
    variables: ({ uploadId }) => ({ input: { uploadId } }),
  },
  'Mutation.setRoomPicture': {
    ...forMembers,
    operation: mutation('setRoomPicture'),
    variables: inRoom({ ticket: null }),
  },
  'Mutation.editMessage': {
    ...forMembers,
    operation: mutation('editMessage'),
    variables: ofMessage({ body: 'hello!' }),
  },
  'Mutation.addReaction': { ...forMembers, operation: mutation('addReaction'), variables: ofMessage({ emoji: '🎉' }) },
  'Mutation.removeReaction': {
    ...forMembers,
    operation: mutation('removeReaction'),
    variables: ofMessage({ emoji: '🎉' }),
  },
  'Mutation.markRead': { ...forMembers, operation: mutation('markRead'), variables: ofMessage() },
  'Mutation.setTyping': { ...forMembers, operation: mutation('setTyping'), variables: inRoom({ isTyping: true }) },
  'Mutation.deleteMessage': { ...forMembers, operation: mutation('deleteMessage'), variables: ofMessage() },
  'Mutation.addMember': { ...forMembers, operation: mutation('addMember'), variables: strangerInRoom },
  'Mutation.setMemberRole': {
    allowed: 'member',
    refused: 'stranger',
    code: 'FORBIDDEN',
    operation: mutation('setMemberRole'),
    variables: (world) => ({ input: { roomId: world.roomId, userId: world.strangerId, role: 'MODERATOR' } }),
  },
  'Mutation.removeMember': {
    allowed: 'member',
    refused: 'nobody',
    code: 'UNAUTHENTICATED',
    operation: mutation('removeMember'),
    variables: strangerInRoom,
  },
  'Mutation.leaveRoom': { ...forMembers, operation: mutation('leaveRoom'), variables: inRoom({}) },
  'Subscription.roomEvents': {
    ...forMembers,
    operation: 'subscription ($id: ID!) { roomEvents(roomId: $id) { cursor } }',
    variables: roomId,
  },
  'Subscription.viewerEvents': { ...signedIn, operation: 'subscription { viewerEvents { cursor } }' },
  'Mutation.logout': {
    allowed: 'stranger',
    refused: 'nobody',
    code: 'UNAUTHENTICATED',
    operation: 'mutation { logout { endedSessionId } }',
  },
};
