import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { MARK_READ } from '../documents/room.ts';
import type { Room } from './pages.ts';

/** Several messages that come together are marked together, after this time in milliseconds. */
const SETTLE_MS = 400;

/** Marks the newest message as read while the end of the room is in sight. */
export function useMarkRead(room: Room, isAtEnd: boolean): void {
  const client = useApolloClient();
  const isVisible = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
  const last = room.messages?.edges.at(-1)?.node.id;
  const marked = useRef(room.viewerReadCursor?.message?.id);
  useEffect(() => {
    if (!last || !isAtEnd || !isVisible || marked.current === last) return;
    const timer = setTimeout(() => {
      marked.current = last;
      client.mutate({ mutation: MARK_READ, variables: { messageId: last } }).catch(() => {
        // Not told: the next message, or the next visit, tells it.
        marked.current = undefined;
      });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [client, last, isAtEnd, isVisible]);
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
