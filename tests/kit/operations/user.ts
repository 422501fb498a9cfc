import { graphql } from '#client/gql/index.ts';

export const USER = graphql(`
  query User($id: ID!) {
    user(id: $id) {
      id
      username
      displayName
      bio
      createdAt
      blockedByViewer
      presence {
        status
        lastActiveAt
      }
    }
  }
`);

export const USERS = graphql(`
  query Users($first: Int, $after: String, $last: Int, $before: String, $orderBy: UserOrder) {
    users(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      edges {
        cursor
        node {
          id
          username
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

export const UPDATE_PROFILE = graphql(`
  mutation UpdateProfile($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      user {
        id
        username
        displayName
        bio
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BLOCK_USER = graphql(`
  mutation BlockUser($input: BlockUserInput!) {
    blockUser(input: $input) {
      user {
        id
        blockedByViewer
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const UNBLOCK_USER = graphql(`
  mutation UnblockUser($input: UnblockUserInput!) {
    unblockUser(input: $input) {
      user {
        id
        blockedByViewer
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const BLOCKED_USERS = graphql(`
  query BlockedUsers($first: Int, $after: String, $last: Int, $before: String) {
    viewer {
      blockedUsers(first: $first, after: $after, last: $last, before: $before) {
        edges {
          cursor
          node {
            id
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
