import { graphql } from '#client/gql/index.ts';

/** What every member of a room sees alike. Used by its name, in the documents that need it. */
graphql(`
  fragment RoomParts on Room {
    id
    kind
    visibility
    name
    topic
    createdAt
    memberCount
  }
`);

export const CREATE_ROOM = graphql(`
  mutation CreateRoom($input: CreateRoomInput!) {
    createRoom(input: $input) {
      room {
        ...RoomParts
        viewerMembership {
          role
          user {
            id
          }
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const OPEN_DIRECT_ROOM = graphql(`
  mutation OpenDirectRoom($input: OpenDirectRoomInput!) {
    openDirectRoom(input: $input) {
      room {
        ...RoomParts
        peer {
          id
          displayName
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const JOIN_ROOM = graphql(`
  mutation JoinRoom($input: JoinRoomInput!) {
    joinRoom(input: $input) {
      membership {
        id
        role
        joinedAt
        user {
          id
        }
        room {
          id
          memberCount
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const LEAVE_ROOM = graphql(`
  mutation LeaveRoom($input: LeaveRoomInput!) {
    leaveRoom(input: $input) {
      room {
        id
        memberCount
        viewerMembership {
          role
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const ADD_MEMBER = graphql(`
  mutation AddMember($input: AddMemberInput!) {
    addMember(input: $input) {
      membership {
        id
        role
        user {
          id
          displayName
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const REMOVE_MEMBER = graphql(`
  mutation RemoveMember($input: RemoveMemberInput!) {
    removeMember(input: $input) {
      room {
        id
        memberCount
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const SET_MEMBER_ROLE = graphql(`
  mutation SetMemberRole($input: SetMemberRoleInput!) {
    setMemberRole(input: $input) {
      membership {
        role
        user {
          id
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const ROOM = graphql(`
  query Room($id: ID!) {
    room(id: $id) {
      ...RoomParts
      viewerMembership {
        id
        role
        joinedAt
      }
      peer {
        id
      }
      lastMessage {
        id
        body
      }
      unreadCount
      viewerReadCursor {
        message {
          id
        }
        movedAt
      }
    }
  }
`);

export const MEMBERS = graphql(`
  query Members($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    room(id: $id) {
      members(first: $first, after: $after, last: $last, before: $before) {
        edges {
          cursor
          node {
            id
            role
            joinedAt
            user {
              id
              displayName
            }
          }
        }
        nodes {
          id
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  }
`);

export const PUBLIC_ROOMS = graphql(`
  query PublicRooms($first: Int, $after: String, $last: Int, $before: String) {
    publicRooms(first: $first, after: $after, last: $last, before: $before) {
      edges {
        cursor
        node {
          ...RoomParts
        }
      }
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);
