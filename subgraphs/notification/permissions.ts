import type { PermissionMap } from '#platform/subgraph/permissions.ts';

/** Everybody who has signed in. */
const PEOPLE = ['user', 'suspended', 'moderator', 'admin'] as const;

/** Who may use what. A suspended person gets no pushes; it sees what it has set, and may end it. */
export const permissions: PermissionMap = {
  'Mutation.registerPushTarget': ['user', 'moderator', 'admin'],
  'Mutation.removePushTarget': PEOPLE,
  'Mutation.muteRoom': ['user', 'moderator', 'admin'],
  'Mutation.unmuteRoom': ['user', 'moderator', 'admin'],
  'Mutation.markInboxRead': ['user', 'moderator', 'admin'],
  'Viewer.inbox': PEOPLE,
  'Viewer.inboxUnreadCount': PEOPLE,
  'Viewer.pushTargets': PEOPLE,
  'Room.viewerMute': PEOPLE,
  'PushTarget.isCurrentSession': PEOPLE,
};
