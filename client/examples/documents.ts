import { graphql } from '../gql/index.ts';

/** My rooms, the busiest first, and where each of them ends now. */
export const MY_ROOMS = graphql(`
  query ExampleRooms {
    viewer {
      rooms(first: 10) {
        nodes {
          id
          name
          messages(last: 5) {
            liveCursor
            nodes {
              id
              body
            }
          }
        }
      }
    }
  }
`);

/** What is said in a room. It takes `$after` and selects `cursor`, so that it can be resumed. */
export const WATCH = graphql(`
  subscription ExampleWatch($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) {
      cursor
      event {
        __typename
        ... on MessageSent {
          message {
            id
            body
            sender {
              id
              displayName
            }
          }
        }
      }
    }
  }
`);

/** Says something. Sending the same `clientMessageId` again changes nothing. */
export const SAY = graphql(`
  mutation ExampleSay($input: SendMessageInput!) {
    sendMessage(input: $input) {
      message {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);
