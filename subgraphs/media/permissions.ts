import type { PermissionMap } from '#platform/subgraph/permissions.ts';

/** Who may use what of the media subgraph. Which files one may see stands in `service/visible.ts`. */
export const permissions: PermissionMap = {
  'Query.attachment': ['user', 'suspended', 'moderator', 'admin'],
  'Mutation.createUpload': ['user', 'moderator', 'admin'],
  'Mutation.completeUpload': ['user', 'moderator', 'admin'],
  'Attachment.download': ['user', 'suspended', 'moderator', 'admin'],
};
