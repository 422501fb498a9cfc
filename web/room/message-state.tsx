import { IconAlertCircle, IconCheck, IconClock } from '@tabler/icons-react';
import { useWorkspace } from '../session/session-context.tsx';
import classes from './message-state.module.css';
import type { TimelineEntry } from './timeline-entries.ts';

/** How far the viewer's own message has come. What is there is told of the last one only. */
export function MessageState({ entry }: { readonly entry: TimelineEntry }) {
  const { outbox } = useWorkspace();
  const { outgoing } = entry;
  if (outgoing?.state === 'failed') {
    const { roomId, clientMessageId } = outgoing;
    return (
      <div className={classes.failed} role="alert">
        <IconAlertCircle size={16} aria-hidden />
        <span>Not sent. {outgoing.problem}</span>
        <button type="button" onClick={() => outbox.retry(roomId, clientMessageId)}>
          Try again
        </button>
        <button type="button" onClick={() => outbox.forget(roomId, [clientMessageId])}>
          Discard
        </button>
      </div>
    );
  }
  if (outgoing?.state === 'sending') {
    return (
      <div className={classes.state}>
        <IconClock size={14} aria-hidden /> Sending
      </div>
    );
  }
  if (!entry.isLastOwn || entry.message.deletedAt) return null;
  return (
    <div className={classes.state}>
      <IconCheck size={14} aria-hidden /> Sent
    </div>
  );
}
