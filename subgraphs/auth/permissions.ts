import type { PermissionMap } from '#platform/subgraph/permissions.ts';

/** Who may use what of auth. A suspended person may sign in, see itself and sign out. */
export const permissions: PermissionMap = {
  'Query.viewer': ['anonymous', 'user', 'suspended', 'moderator', 'admin'],
  'Mutation.register': ['anonymous', 'user', 'suspended', 'moderator', 'admin'],
  'Mutation.login': ['anonymous', 'user', 'suspended', 'moderator', 'admin'],
  'Mutation.refreshSession': ['anonymous', 'user', 'suspended', 'moderator', 'admin'],
  'Mutation.logout': ['user', 'suspended', 'moderator', 'admin'],
  'Viewer.account': ['user', 'suspended', 'moderator', 'admin'],
  'Viewer.session': ['user', 'suspended', 'moderator', 'admin'],
};
