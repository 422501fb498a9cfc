import { graphql } from '../gql/gql.ts';

/** A person, as it is shown beside what it says. */
graphql(`
  fragment PersonName on User {
    id
    username
    displayName
  }
`);

/** What the list of rooms shows of one. */
export const ROOM_SUMMARY = graphql(`
  fragment RoomSummary on Room {
    id
    kind
    visibility
    name
    topic
    memberCount
    unreadCount
    peer {
      ...PersonName
    }
    lastMessage {
      id
      body
      createdAt
      deletedAt
      sender {
        ...PersonName
      }
    }
  }
`);

/** A message as everybody sees it: nothing that depends on who asks, so that a live stream can be shared. */
export const SHARED_MESSAGE = graphql(`
  fragment SharedMessage on Message {
    id
    clientMessageId
    body
    createdAt
    editedAt
    deletedAt
    sender {
      ...PersonName
    }
    reactions {
      emoji
      count
    }
    attachments {
      ...AttachmentParts
    }
  }
`);

/** A message as the viewer sees it. */
graphql(`
  fragment MessageParts on Message {
    ...SharedMessage
    reactions {
      viewerHasReacted
    }
  }
`);
