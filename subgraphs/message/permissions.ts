import type { PermissionMap } from '#platform/subgraph/permissions.ts';

const MEMBERS_OF_ROOMS = ['user', 'moderator', 'admin'] as const;
/** Everybody who has signed in. */
const PEOPLE = ['user', 'suspended', 'moderator', 'admin'] as const;

/** Who may use what. That one must be a member of the room, or have written the message, stands in `service/`. */
export const permissions: PermissionMap = {
  'Query.message': MEMBERS_OF_ROOMS,
  'Query.roomEventsSince': MEMBERS_OF_ROOMS,

  'Mutation.sendMessage': MEMBERS_OF_ROOMS,
  'Mutation.editMessage': MEMBERS_OF_ROOMS,
  'Mutation.deleteMessage': MEMBERS_OF_ROOMS,
  'Mutation.addReaction': MEMBERS_OF_ROOMS,
  'Mutation.removeReaction': MEMBERS_OF_ROOMS,
  'Mutation.markRead': MEMBERS_OF_ROOMS,
  'Mutation.setTyping': MEMBERS_OF_ROOMS,

  'Subscription.roomEvents': [...MEMBERS_OF_ROOMS, 'audience'],
  'Subscription.viewerEvents': MEMBERS_OF_ROOMS,

  'ReactionGroup.viewerHasReacted': PEOPLE,
  'Room.unreadCount': PEOPLE,
  'Room.viewerReadCursor': PEOPLE,
  'User.presence': PEOPLE,
  'Viewer.rooms': PEOPLE,
};
