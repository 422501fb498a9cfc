import { type TouchEvent, useCallback, useLayoutEffect, useRef, useState, type WheelEvent } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { TimelineEntry } from './timeline-entries.ts';

/** Nearer to an end than this, in pixels, more is read there. */
const READ_AHEAD = 900;
/** Nearer to the end than this, in pixels, the list is at its end and stays there. */
const AT_END = 60;
/** What stays in sight above the first unread message, in pixels. */
const ABOVE_UNREAD = 120;

/**
 * Where the list stands: it opens at the first unread message or at the newest, stays at the end when it is there, stays where
 * it is when older messages come in front, and asks for more near its ends.
 */
export function useTimelineScroll(options: {
  entries: readonly TimelineEntry[];
  hasNewer: boolean;
  loadOlder: () => void;
  loadNewer: () => void;
}) {
  const { entries, hasNewer, loadOlder, loadNewer } = options;
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLElement>(null);
  const wantsEnd = useRef(true);
  const isPlaced = useRef(false);
  const last = useRef({ top: 0, below: 0 });
  const firstKey = useRef<string | undefined>(undefined);
  const [isAtEnd, setAtEnd] = useState(false);

  const first = entries[0]?.key;
  // Only in the one rendering in which the older ones come: virtua then keeps the distance to the end.
  const shift =
    firstKey.current !== undefined && first !== firstKey.current && entries.some(({ key }) => key === firstKey.current);

  const goToEnd = useCallback(() => {
    wantsEnd.current = true;
    list.current?.scrollToIndex(entries.length - 1, { align: 'end' });
  }, [entries.length]);

  const look = useCallback(() => {
    const { current: frame } = scroller;
    if (!frame || !isPlaced.current) return;
    const below = frame.scrollHeight - frame.clientHeight - frame.scrollTop;
    const atEnd = below < AT_END && !hasNewer;
    // Only who goes up leaves the end: up from the top, and away from the end. What grows below only does the latter, what is
    // measured anew above only the former, and both are followed.
    const wentUp = frame.scrollTop < last.current.top - 2 && below > last.current.below + 2;
    if (atEnd) wantsEnd.current = true;
    else if (wentUp) wantsEnd.current = false;
    last.current = { top: frame.scrollTop, below };
    setAtEnd(atEnd);
    if (frame.scrollTop < READ_AHEAD) loadOlder();
    if (below < READ_AHEAD && hasNewer) loadNewer();
  }, [hasNewer, loadOlder, loadNewer]);

  const count = entries.length;
  useLayoutEffect(() => {
    firstKey.current = first;
    if (count === 0) return;
    const unread = entries.findIndex((entry) => entry.isFirstUnread);
    if (!isPlaced.current && unread >= 0) {
      wantsEnd.current = false;
      list.current?.scrollToIndex(unread, { align: 'start', offset: -ABOVE_UNREAD });
    } else if (!isPlaced.current || (wantsEnd.current && !hasNewer)) {
      list.current?.scrollToIndex(count - 1, { align: 'end' });
    }
    isPlaced.current = true;
    // What does not fill the screen tells nothing by scrolling.
    const frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [entries, count, first, hasNewer, look]);

  /** What is taller now, such as a message that was edited or a picture that has come, must not push the end away. */
  const onResize = useCallback(() => {
    if (isPlaced.current && wantsEnd.current && !hasNewer) goToEnd();
    requestAnimationFrame(look);
  }, [goToEnd, hasNewer, look]);

  /** A hand at the wheel or on the screen says so before the list has moved, and even while it is still being placed. */
  const onHand = useCallback(
    (event: WheelEvent | TouchEvent) => {
      if ('deltaY' in event && event.deltaY >= 0) return;
      wantsEnd.current = false;
      // A list that is too short to move stays at its end.
      requestAnimationFrame(look);
    },
    [look],
  );

  return { list, scroller, shift, isAtEnd, goToEnd, onScroll: look, onResize, onHand };
}
