import { graphql } from '../gql/gql.ts';

export const REGISTER = graphql(`
  mutation WebRegister($input: RegisterInput!) {
    register(input: $input) {
      viewer {
        id
      }
      tokens {
        accessToken
        refreshToken
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

export const LOGIN = graphql(`
  mutation WebLogin($input: LoginInput!) {
    login(input: $input) {
      viewer {
        id
      }
      tokens {
        accessToken
        refreshToken
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

export const LOGOUT = graphql(`
  mutation WebLogout {
    logout {
      endedSessionId
      userErrors {
        code
      }
    }
  }
`);

export const ME = graphql(`
  query WebMe {
    viewer {
      id
      user {
        ...PersonName
      }
    }
  }
`);
