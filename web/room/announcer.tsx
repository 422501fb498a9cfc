import { useEffect, useRef, useState } from 'react';
import type { TimelineEntry } from './timeline-entries.ts';

/** Reads out what others write while the room is open. The list itself is no live region: older messages are no news. */
export function Announcer({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const last = entries.findLast((entry) => !entry.outgoing);
  const known = useRef(last?.message.id);
  const [text, setText] = useState('');
  useEffect(() => {
    if (!last || last.message.id === known.current) return;
    known.current = last.message.id;
    if (!last.isOwn) setText(`${last.message.sender?.displayName ?? 'Somebody'}: ${last.message.body ?? ''}`);
  }, [last]);
  return (
    <div className="visually-hidden" role="log" aria-live="polite">
      {text}
    </div>
  );
}
