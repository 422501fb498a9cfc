import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef } from 'react';
import { SET_TYPING } from '../documents/room.ts';

/** How often it is said again, and after which pause nobody types any more, in milliseconds. */
const REPEAT_MS = 4_000;
const PAUSE_MS = 5_000;

/** Tells the others that the viewer types, and that it has stopped. What does not arrive is forgotten: it is a hint. */
export function useTypingSignal(roomId: string): { typed: () => void; stopped: () => void } {
  const client = useApolloClient();
  const toldAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const tell = useCallback(
    (isTyping: boolean) => {
      toldAt.current = isTyping ? Date.now() : 0;
      client
        .mutate({ mutation: SET_TYPING, variables: { roomId, isTyping }, fetchPolicy: 'no-cache' })
        .catch(() => undefined);
    },
    [client, roomId],
  );
  const stopped = useCallback(() => {
    clearTimeout(timer.current);
    if (toldAt.current > 0) tell(false);
  }, [tell]);
  const typed = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(stopped, PAUSE_MS);
    if (Date.now() - toldAt.current > REPEAT_MS) tell(true);
  }, [stopped, tell]);

  useEffect(() => stopped, [stopped]);
  return { typed, stopped };
}
