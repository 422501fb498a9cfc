import { type Exchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import type { LiveClient, Session } from '../index.ts';

/**
 * Exchanges for urql: queries and mutations over HTTP, repeated with a fresh token when theirs is refused; subscriptions
 * over the live client, which resumes them. They take the variable `$after` and select `cursor`.
 *
 * ```ts
 * const exchanges = [cacheExchange, ...createExchanges({ session, live })];
 * const client = new Client({ url, exchanges, preferGetMethod: false });
 * ```
 */
export function createExchanges({ session, live }: { session: Session; live: LiveClient }): Exchange[] {
  const auth = authExchange(async ({ appendHeaders }) => {
    let token = await session.token();
    return {
      addAuthToOperation: (operation) =>
        token === null ? operation : appendHeaders(operation, { authorization: `Bearer ${token}` }),
      didAuthError: ({ graphQLErrors }) =>
        graphQLErrors.some(({ extensions }) => extensions['code'] === 'UNAUTHENTICATED'),
      refreshAuth: async () => {
        token = await session.token(token);
      },
    };
  });

  const stream = subscriptionExchange({
    forwardSubscription: ({ query = '', variables = {} }) => ({
      subscribe: (sink) => ({
        unsubscribe: live.subscribe<Record<string, unknown>>(
          { query, variables: variables as Record<string, unknown> },
          {
            next: (data, errors) => sink.next({ data, ...(errors && { errors: [...errors] }) }),
            error: (error) => sink.error(error),
            complete: () => sink.complete(),
          },
        ),
      }),
    }),
  });

  // Subscriptions bring their own token.
  return [stream, auth, fetchExchange];
}
