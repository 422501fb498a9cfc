import { graphql } from '#client/gql/index.ts';

/** What every member sees alike of a message. Used by its name, in the documents that need it. */
graphql(`
  fragment MessageParts on Message {
    id
    body
    contentType
    clientMessageId
    createdAt
    editedAt
    deletedAt
    sender {
      id
      displayName
    }
    reactions {
      emoji
      count
    }
  }
`);

export const SEND_MESSAGE = graphql(`
  mutation SendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) {
      message {
        ...MessageParts
      }
      cursor
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const EDIT_MESSAGE = graphql(`
  mutation EditMessage($input: EditMessageInput!) {
    editMessage(input: $input) {
      message {
        ...MessageParts
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const DELETE_MESSAGE = graphql(`
  mutation DeleteMessage($input: DeleteMessageInput!) {
    deleteMessage(input: $input) {
      message {
        ...MessageParts
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const ADD_REACTION = graphql(`
  mutation AddReaction($input: AddReactionInput!) {
    addReaction(input: $input) {
      message {
        id
        reactions {
          emoji
          count
          viewerHasReacted
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const REMOVE_REACTION = graphql(`
  mutation RemoveReaction($input: RemoveReactionInput!) {
    removeReaction(input: $input) {
      message {
        id
        reactions {
          emoji
          count
          viewerHasReacted
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const MARK_READ = graphql(`
  mutation MarkRead($input: MarkReadInput!) {
    markRead(input: $input) {
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
        field
      }
    }
  }
`);

export const SET_TYPING = graphql(`
  mutation SetTyping($input: SetTypingInput!) {
    setTyping(input: $input) {
      room {
        id
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const MESSAGE = graphql(`
  query Message($id: ID!) {
    message(id: $id) {
      ...MessageParts
      room {
        id
        name
      }
    }
  }
`);

export const HISTORY = graphql(`
  query History($roomId: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {
    room(id: $roomId) {
      messages(first: $first, after: $after, last: $last, before: $before, around: $around) {
        edges {
          cursor
          node {
            ...MessageParts
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
        liveCursor
      }
    }
  }
`);

export const VIEWER_ROOMS = graphql(`
  query ViewerRooms($first: Int, $after: String, $last: Int, $before: String) {
    viewer {
      rooms(first: $first, after: $after, last: $last, before: $before) {
        edges {
          cursor
          lastActivityAt
          node {
            id
            unreadCount
            lastMessage {
              id
              body
              sender {
                displayName
              }
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
