import { graphql } from '#client/gql/index.ts';

/** The tokens of a session, as every answer that makes some gives them. Used by its name, in the documents below. */
graphql(`
  fragment TokenParts on SessionTokens {
    accessToken
    accessTokenExpiresAt
    refreshToken
    refreshTokenExpiresAt
  }
`);

export const REGISTER = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      viewer {
        id
        displayName
        user {
          id
          username
          displayName
        }
        account {
          email
          username
          role
        }
      }
      tokens {
        ...TokenParts
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const LOGIN = graphql(`
  mutation Login($input: LoginInput!) {
    login(input: $input) {
      viewer {
        id
        displayName
      }
      tokens {
        ...TokenParts
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const REFRESH_SESSION = graphql(`
  mutation RefreshSession($input: RefreshSessionInput!) {
    refreshSession(input: $input) {
      tokens {
        ...TokenParts
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const LOGOUT = graphql(`
  mutation Logout($input: LogoutInput) {
    logout(input: $input) {
      endedSessionId
      clientMutationId
      userErrors {
        code
      }
    }
  }
`);

export const VIEWER = graphql(`
  query Viewer {
    viewer {
      id
      displayName
      user {
        id
        username
        displayName
        bio
        createdAt
      }
      account {
        id
        email
        username
        role
        createdAt
      }
      session {
        id
        createdAt
        expiresAt
      }
    }
  }
`);
