import type { PermissionMap } from '#platform/subgraph/permissions.ts';

/** Who may use what of the user subgraph. A suspended person may look around and change nothing. */
export const permissions: PermissionMap = {
  'Query.user': ['user', 'suspended', 'moderator', 'admin'],
  'Query.users': ['admin'],
  'Mutation.updateProfile': ['user', 'moderator', 'admin'],
  'Mutation.blockUser': ['user', 'moderator', 'admin'],
  'Mutation.unblockUser': ['user', 'moderator', 'admin'],
  'User.blockedByViewer': ['user', 'suspended', 'moderator', 'admin'],
  'Viewer.user': ['user', 'suspended', 'moderator', 'admin'],
  'Viewer.displayName': ['user', 'suspended', 'moderator', 'admin'],
  'Viewer.blockedUsers': ['user', 'suspended', 'moderator', 'admin'],
};
