import { graphql } from '../gql/gql.ts';

/** A room with a page of its history; the pages are joined in the cache. */
export const ROOM = graphql(`
  query WebRoom($roomId: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {
    room(id: $roomId) {
      ...RoomSummary
      viewerMembership {
        id
        role
      }
      viewerReadCursor {
        message {
          id
        }
        movedAt
      }
      messages(first: $first, after: $after, last: $last, before: $before, around: $around) {
        edges {
          cursor
          node {
            ...MessageParts
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        liveCursor
      }
    }
  }
`);

export const ROOM_MEMBERS = graphql(`
  query WebRoomMembers($roomId: ID!, $first: Int, $after: String) {
    room(id: $roomId) {
      id
      memberCount
      members(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            role
            user {
              ...PersonName
              presence {
                status
              }
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
  }
`);

export const MARK_READ = graphql(`
  mutation WebMarkRead($messageId: ID!) {
    markRead(input: { messageId: $messageId }) {
      room {
        id
        unreadCount
        viewerReadCursor {
          message {
            id
          }
          movedAt
        }
      }
      userErrors {
        code
      }
    }
  }
`);

export const SET_TYPING = graphql(`
  mutation WebSetTyping($roomId: ID!, $isTyping: Boolean!) {
    setTyping(input: { roomId: $roomId, isTyping: $isTyping }) {
      userErrors {
        code
      }
    }
  }
`);
