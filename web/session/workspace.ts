import { ApolloClient } from '@apollo/client';
import { LiveClient } from '#client/index.ts';
import { createLink } from '#client/recipes/apollo-client.ts';
import { createCache } from '../cache/cache.ts';
import { watchViewer } from '../live/watch-viewer.ts';
import { pause } from '../outbox/pause.ts';
import { sendOnce } from '../outbox/send.ts';
import { SendQueue } from '../outbox/send-queue.ts';
import { tabUnsentStore } from '../outbox/unsent-store.ts';
import { TypingPeople } from '../room/typing-people.ts';
import { GRAPHQL_URL, SOCKET_URL, timedFetch } from './endpoints.ts';
import { exclusively, SharedSession } from './shared-session.ts';
import { tokenStore } from './token-store.ts';

/** Everything that lives as long as somebody is signed in. */
export interface Workspace {
  readonly viewerId: string;
  readonly client: ApolloClient;
  readonly live: LiveClient;
  readonly outbox: SendQueue;
  readonly typing: TypingPeople;
  /** Forgets what is not sent: the person leaves this browser to others. */
  forgetUnsent(): void;
  close(): void;
}

/**
 * Connects as the person whose tokens are stored.
 *
 * @param onEnded told when the session has ended and the person has to sign in again
 */
export function openWorkspace(viewerId: string, onEnded: () => void): Workspace {
  const session = new SharedSession({
    url: GRAPHQL_URL,
    read: tokenStore.read,
    write: (stored) => {
      tokenStore.write(stored);
      if (!stored) onEnded();
    },
    exclusively,
  });
  const live = new LiveClient({ url: SOCKET_URL, accessToken: (refused) => session.token(refused) });
  const client = new ApolloClient({
    cache: createCache(),
    link: createLink({ url: GRAPHQL_URL, session, live, fetch: timedFetch }),
  });
  const unsent = tabUnsentStore({ viewerId, storage: sessionStorage, now: Date.now });
  const outbox = new SendQueue({ send: (message) => sendOnce(client, message), wait: pause, now: Date.now, unsent });
  const closing = new AbortController();
  const wakeOutbox = live.onState((state) => {
    if (state === 'live') outbox.wake();
  });
  const retryNow = () => live.retryNow();
  addEventListener('online', retryNow);
  void watchViewer({ client, live, viewerId, signal: closing.signal }).then(
    () => undefined,
    () => closing.signal.aborted || onEnded(),
  );
  return {
    viewerId,
    client,
    live,
    outbox,
    typing: new TypingPeople(),
    forgetUnsent() {
      outbox.close();
      unsent.write([]);
    },
    close() {
      closing.abort();
      removeEventListener('online', retryNow);
      wakeOutbox();
      outbox.close();
      live.close();
      client.stop();
    },
  };
}
