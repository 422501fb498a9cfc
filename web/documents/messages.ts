import { graphql } from '../gql/gql.ts';

export const SEND_MESSAGE = graphql(`
  mutation WebSendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) {
      message {
        id
        clientMessageId
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const EDIT_MESSAGE = graphql(`
  mutation WebEditMessage($input: EditMessageInput!) {
    editMessage(input: $input) {
      message {
        id
        body
        editedAt
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const DELETE_MESSAGE = graphql(`
  mutation WebDeleteMessage($messageId: ID!) {
    deleteMessage(input: { messageId: $messageId }) {
      message {
        id
        body
        deletedAt
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const ADD_REACTION = graphql(`
  mutation WebAddReaction($input: AddReactionInput!) {
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
        message
      }
    }
  }
`);

export const REMOVE_REACTION = graphql(`
  mutation WebRemoveReaction($input: RemoveReactionInput!) {
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
        message
      }
    }
  }
`);
