import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { TimelineEntry } from './timeline-entries.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** The arrow keys go from message to message; the tabulator key stops at one of them, and within it at its actions. */
export function useRowFocus(entries: readonly TimelineEntry[], list: RefObject<VirtualizerHandle | null>) {
  const [focused, setFocused] = useState<string | null>(null);
  const index = entries.findIndex(({ key }) => key === focused);
  const stop = index >= 0 ? index : entries.length - 1;

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const step = STEPS[event.key];
    // Inside of a field or a menu the arrows have another meaning.
    if (step === undefined || !target.matches('article, [data-timeline]')) return;
    const next = target.matches('article') ? stop + step : entries.length - 1;
    const entry = entries[next];
    if (!entry) return;
    event.preventDefault();
    const frame = event.currentTarget;
    list.current?.scrollToIndex(next, { align: 'nearest' });
    // It may have to be rendered first.
    requestAnimationFrame(() => {
      frame.querySelector<HTMLElement>(`[data-message-key="${CSS.escape(entry.key)}"]`)?.focus({ preventScroll: true });
    });
  };
  const onFocus = useCallback((key: string) => setFocused(key), []);
  return { stop, onFocus, onKeyDown };
}
