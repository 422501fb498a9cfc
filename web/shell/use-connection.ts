import { useEffect, useState, useSyncExternalStore } from 'react';
import { useWorkspace } from '../session/session-context.tsx';

/** How the connection is, as far as a person has to know: the first one, while it is made, is no news. */
export type ConnectionView = 'fine' | 'offline' | 'away';

/** Follows the connection. */
export function useConnection(): ConnectionView {
  const { live } = useWorkspace();
  const [isAway, setAway] = useState(live.state === 'waiting');
  useEffect(
    () =>
      live.onState((state) => {
        if (state === 'waiting') setAway(true);
        if (state === 'live') setAway(false);
      }),
    [live],
  );
  const isOnline = useSyncExternalStore(onNetwork, () => navigator.onLine);
  return isOnline ? (isAway ? 'away' : 'fine') : 'offline';
}

function onNetwork(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}
