import type { PermissionMap } from '#platform/subgraph/permissions.ts';

/** Who may use what of the room subgraph. A suspended person sees its rooms and changes nothing. */
export const permissions: PermissionMap = {
  'Query.room': ['user', 'suspended', 'moderator', 'admin'],
  'Query.publicRooms': ['user', 'suspended', 'moderator', 'admin'],
  'Query.roomNameAvailable': ['user', 'moderator', 'admin'],
  'Mutation.createRoom': ['user', 'moderator', 'admin'],
  'Mutation.openDirectRoom': ['user', 'moderator', 'admin'],
  'Mutation.joinRoom': ['user', 'moderator', 'admin'],
  'Mutation.leaveRoom': ['user', 'moderator', 'admin'],
  'Mutation.addMember': ['user', 'moderator', 'admin'],
  'Mutation.removeMember': ['user', 'moderator', 'admin'],
  'Mutation.setMemberRole': ['user', 'moderator', 'admin'],
  'Mutation.setRoomPicture': ['user', 'moderator', 'admin'],
  'Room.viewerMembership': ['user', 'suspended', 'moderator', 'admin'],
  'Room.peer': ['user', 'suspended', 'moderator', 'admin'],
};
