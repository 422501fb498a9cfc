import { graphql } from '#client/gql/index.ts';

/** What a room event shows. Used by its name, in the documents below. */
graphql(`
  fragment RoomEventParts on RoomEvent {
    __typename
    ... on RoomCreated {
      actor {
        id
      }
    }
    ... on MessageSent {
      message {
        ...MessageParts
        attachments {
          id
          fileName
        }
      }
    }
    ... on RoomChanged {
      room {
        id
        picture {
          id
          fileName
        }
      }
      actor {
        id
      }
    }
    ... on MessageEdited {
      message {
        ...MessageParts
      }
    }
    ... on MessageDeleted {
      message {
        ...MessageParts
      }
      actor {
        id
      }
    }
    ... on ReactionAdded {
      emoji
      actor {
        id
      }
      message {
        ...MessageParts
      }
    }
    ... on ReactionRemoved {
      emoji
      actor {
        id
      }
      message {
        ...MessageParts
      }
    }
    ... on MemberJoined {
      user {
        id
        displayName
      }
      actor {
        id
      }
    }
    ... on MemberLeft {
      user {
        id
      }
      actor {
        id
      }
    }
    ... on MemberRoleChanged {
      user {
        id
      }
      actor {
        id
      }
    }
    ... on TypingChanged {
      user {
        id
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
    ... on AccessRevoked {
      room {
        id
      }
    }
    ... on StreamReset {
      room {
        id
      }
    }
  }
`);

export const ROOM_EVENTS = graphql(`
  subscription RoomEvents($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) {
      cursor
      event {
        ...RoomEventParts
      }
    }
  }
`);

/** The same with a field that depends on who asks, so that a gateway cannot share the stream among viewers. */
export const ROOM_EVENTS_OF_ONE = graphql(`
  subscription RoomEventsOfOne($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) {
      cursor
      event {
        ...RoomEventParts
        ... on MessageSent {
          message {
            reactions {
              viewerHasReacted
            }
          }
        }
      }
    }
  }
`);

export const ROOM_EVENTS_SINCE = graphql(`
  query RoomEventsSince($roomId: ID!, $after: String) {
    roomEventsSince(roomId: $roomId, after: $after) {
      items {
        cursor
        event {
          ...RoomEventParts
        }
      }
      head
      hiddenActorIds
      silentActorIds
    }
  }
`);

export const VIEWER_EVENTS = graphql(`
  subscription ViewerEvents($after: String) {
    viewerEvents(after: $after) {
      cursor
      event {
        __typename
        ... on UnreadCountChanged {
          room {
            id
          }
          unreadCount
        }
        ... on RoomJoined {
          room {
            id
            name
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
