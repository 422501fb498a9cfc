import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ApolloLink } from '@apollo/client/link';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { HttpLink } from '@apollo/client/link/http';
import { OperationTypeNode, print } from 'graphql';
import { from, Observable, switchMap } from 'rxjs';
import type { LiveClient, Session } from '../index.ts';

/**
 * A link for Apollo Client 4: queries and mutations over HTTP, repeated with a fresh token when theirs is refused;
 * subscriptions over the live client, which resumes them. They take the variable `$after` and select `cursor`.
 *
 * ```ts
 * const cache = new InMemoryCache({ possibleTypes: POSSIBLE_TYPES });
 * const client = new ApolloClient({ cache, link: createLink({ url, session, live }) });
 * ```
 *
 * @param options.url `http://` or `https://` address of `/graphql`
 * @param options.session gives the tokens: a `Session`, or what shares one among the tabs of a browser
 * @param options.fetch the global one when it is left out; one of your own can bound how long an answer may take
 */
export function createLink(options: {
  url: string;
  session: Pick<Session, 'token'>;
  live: LiveClient;
  fetch?: typeof fetch;
}): ApolloLink {
  const { url, session, live } = options;

  const sign = new SetContextLink(async ({ headers }) => {
    const token = await session.token();
    return { token, headers: { ...headers, ...(token !== null && { authorization: `Bearer ${token}` }) } };
  });

  const renew = new ErrorLink(({ error, operation, forward }) => {
    const codes = CombinedGraphQLErrors.is(error) ? error.errors.map(({ extensions }) => extensions?.['code']) : [];
    if (!codes.includes('UNAUTHENTICATED')) return;
    const { token } = operation.getContext() as { token: string | null };
    return from(session.token(token)).pipe(switchMap(() => forward(operation)));
  });

  const stream = new ApolloLink(
    ({ query, operationName, variables }) =>
      new Observable((sink) =>
        live.subscribe<Record<string, unknown>>(
          { query: print(query), ...(operationName && { operationName }), variables },
          {
            next: (data, errors) => sink.next({ data, ...(errors && { errors }) }),
            error: (error) => sink.error(error),
            complete: () => sink.complete(),
          },
        ),
      ),
  );

  return ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    stream,
    ApolloLink.from([renew, sign, new HttpLink({ uri: url, ...(options.fetch && { fetch: options.fetch }) })]),
  );
}
