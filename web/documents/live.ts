import { graphql } from '../gql/gql.ts';

/** What happens in a room. It selects nothing that depends on who asks: one execution serves everybody who watches. */
export const ROOM_EVENTS = graphql(`
  subscription WebRoomEvents($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) {
      cursor
      event {
        __typename
        ... on MessageSent {
          message {
            ...SharedMessage
          }
        }
        ... on MessageEdited {
          message {
            ...SharedMessage
          }
        }
        ... on MessageDeleted {
          message {
            ...SharedMessage
          }
        }
        ... on ReactionAdded {
          message {
            ...SharedMessage
          }
          emoji
          actor {
            id
          }
        }
        ... on ReactionRemoved {
          message {
            ...SharedMessage
          }
          emoji
          actor {
            id
          }
        }
        ... on TypingChanged {
          user {
            ...PersonName
          }
          isTyping
          expiresAt
        }
        ... on PresenceChanged {
          user {
            id
          }
          status
        }
      }
    }
  }
`);

/** What changes for the viewer. */
export const VIEWER_EVENTS = graphql(`
  subscription WebViewerEvents($after: String) {
    viewerEvents(after: $after) {
      cursor
      event {
        __typename
        ... on UnreadCountChanged {
          unreadCount
          room {
            ...RoomSummary
          }
        }
        ... on RoomJoined {
          room {
            id
          }
        }
        ... on RoomLeft {
          room {
            id
          }
        }
      }
    }
  }
`);
