import { graphql } from '../gql/gql.ts';

export const MY_ROOMS = graphql(`
  query WebMyRooms($first: Int, $after: String) {
    viewer {
      id
      rooms(first: $first, after: $after) {
        edges {
          cursor
          lastActivityAt
          node {
            ...RoomSummary
          }
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
  query WebPublicRooms($first: Int, $after: String) {
    publicRooms(first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          name
          topic
          memberCount
          viewerMembership {
            id
            role
          }
        }
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

export const CREATE_ROOM = graphql(`
  mutation WebCreateRoom($input: CreateRoomInput!) {
    createRoom(input: $input) {
      room {
        ...RoomSummary
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

export const JOIN_ROOM = graphql(`
  mutation WebJoinRoom($roomId: ID!) {
    joinRoom(input: { roomId: $roomId }) {
      membership {
        id
        role
        room {
          id
          memberCount
          viewerMembership {
            id
            role
          }
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const LEAVE_ROOM = graphql(`
  mutation WebLeaveRoom($roomId: ID!) {
    leaveRoom(input: { roomId: $roomId }) {
      room {
        id
        memberCount
        viewerMembership {
          id
          role
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const OPEN_DIRECT_ROOM = graphql(`
  mutation WebOpenDirectRoom($userId: ID!) {
    openDirectRoom(input: { userId: $userId }) {
      room {
        ...RoomSummary
      }
      userErrors {
        code
        message
      }
    }
  }
`);
