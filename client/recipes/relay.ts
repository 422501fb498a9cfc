import {
  type FetchFunction,
  type GraphQLResponse,
  type INetwork,
  Network,
  Observable,
  type SubscribeFunction,
} from 'relay-runtime';
import type { LiveClient, Session } from '../index.ts';

const ANSWER_WITHIN_MS = 30_000;

/**
 * A network layer for Relay: queries and mutations over HTTP, repeated with a fresh token when theirs is refused;
 * subscriptions over the live client, which resumes them. They take the variable `$after` and select `cursor`.
 *
 * ```ts
 * const network = createNetwork({ url, session, live });
 * const environment = new Environment({ store: new Store(new RecordSource()), network });
 * ```
 *
 * @param options.url `http://` or `https://` address of `/graphql`
 */
export function createNetwork(options: { url: string; session: Session; live: LiveClient }): INetwork {
  const { url, session, live } = options;

  const fetchOperation: FetchFunction = async ({ text, name }, variables) => {
    const ask = async (token: string | null) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ query: text, operationName: name, variables }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return (await response.json()) as GraphQLResponse & { errors?: { extensions?: { code?: string } }[] };
    };
    const token = await session.token();
    const answer = await ask(token);
    const isRefused = answer.errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
    return isRefused ? ask(await session.token(token)) : answer;
  };

  const subscribe: SubscribeFunction = ({ text, name }, variables) =>
    Observable.create((sink) =>
      live.subscribe<Record<string, unknown>>(
        { query: text ?? '', operationName: name, variables },
        {
          next: (data, errors) => sink.next({ data, ...(errors && { errors }) } as GraphQLResponse),
          error: (error) => sink.error(error as Error),
          complete: () => sink.complete(),
        },
      ),
    );

  return Network.create(fetchOperation, subscribe);
}
