import { graphql } from '#client/gql/index.ts';

export const REGISTER_PUSH_TARGET = graphql(`
  mutation RegisterPushTarget($input: RegisterPushTargetInput!) {
    registerPushTarget(input: $input) {
      pushTarget {
        id
        kind
        name
        createdAt
        isCurrentSession
        lastDeliveredAt
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const REMOVE_PUSH_TARGET = graphql(`
  mutation RemovePushTarget($input: RemovePushTargetInput!) {
    removePushTarget(input: $input) {
      viewer {
        pushTargets {
          id
        }
      }
      userErrors {
        code
      }
    }
  }
`);

export const PUSH_TARGETS = graphql(`
  query PushTargets {
    viewer {
      pushTargets {
        id
        kind
        name
        isCurrentSession
        lastDeliveredAt
      }
    }
  }
`);

export const MUTE_ROOM = graphql(`
  mutation MuteRoom($input: MuteRoomInput!) {
    muteRoom(input: $input) {
      room {
        id
        name
        viewerMute {
          since
          until
          includingMentions
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const UNMUTE_ROOM = graphql(`
  mutation UnmuteRoom($input: UnmuteRoomInput!) {
    unmuteRoom(input: $input) {
      room {
        viewerMute {
          since
        }
      }
      userErrors {
        code
      }
    }
  }
`);

/** What an item of an inbox shows. Used by its name, in the documents below. */
graphql(`
  fragment InboxItemParts on InboxItem {
    id
    kind
    createdAt
    readAt
    room {
      id
      name
    }
    message {
      id
      body
      mentions {
        id
      }
    }
    actor {
      id
      displayName
    }
  }
`);

export const INBOX = graphql(`
  query Inbox($first: Int, $after: String, $last: Int, $before: String, $unreadOnly: Boolean! = false) {
    viewer {
      inboxUnreadCount
      inbox(first: $first, after: $after, last: $last, before: $before, unreadOnly: $unreadOnly) {
        nodes {
          ...InboxItemParts
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

export const MARK_INBOX_READ = graphql(`
  mutation MarkInboxRead($input: MarkInboxReadInput!) {
    markInboxRead(input: $input) {
      viewer {
        inboxUnreadCount
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const INBOX_EVENTS = graphql(`
  subscription InboxEvents($after: String) {
    viewerEvents(after: $after) {
      cursor
      event {
        __typename
        ... on InboxChanged {
          viewer {
            inboxUnreadCount
            inbox(first: 5) {
              nodes {
                ...InboxItemParts
              }
            }
          }
        }
      }
    }
  }
`);
