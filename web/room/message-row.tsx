import { memo, useState } from 'react';
import { MessageAttachments } from '../attachments/message-attachments.tsx';
import { Avatar } from '../people/avatar.tsx';
import { PersonCard } from '../people/person-card.tsx';
import { dayOf, fullMoment, timeOf } from '../rooms/moment.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { MessageActions } from './message-actions.tsx';
import { MessageEditor } from './message-editor.tsx';
import { MessageReactions } from './message-reactions.tsx';
import classes from './message-row.module.css';
import { MessageState } from './message-state.tsx';
import type { TimelineEntry } from './timeline-entries.ts';
import { useMessageActions } from './use-message-actions.ts';

/** One row of the timeline. */
export interface MessageRowProps {
  readonly entry: TimelineEntry;
  /** Whether the tabulator key stops here. */
  readonly isTabStop: boolean;
  readonly isEditing: boolean;
  /** Whether the viewer may delete what others write. */
  readonly mayModerate: boolean;
  readonly onFocus: (key: string) => void;
  readonly onEdit: (key: string | null) => void;
}

/** A message with what stands above it: the day, the mark of what is new, its sender. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { entry, isEditing, onEdit } = props;
  const { message, isOwn, outgoing } = entry;
  const [isNear, setNear] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const actions = useMessageActions(message);
  const name = message.sender?.displayName ?? 'Somebody';
  const isSettled = !outgoing && !message.deletedAt;
  return (
    <>
      {entry.day && <div className={classes.day}>{dayOf(entry.day)}</div>}
      {entry.isFirstUnread && <div className={classes.unread}>New</div>}
      {/* The arrow keys go from message to message, and a message's actions open there. */}
      <article
        className={classes.row}
        data-message-key={entry.key}
        data-own={isOwn || undefined}
        data-begins={entry.beginsGroup || undefined}
        data-ends={entry.endsGroup || undefined}
        tabIndex={props.isTabStop ? 0 : -1}
        aria-label={`${isOwn ? 'You' : name}, ${timeOf(message.createdAt)}`}
        onFocus={() => {
          setNear(true);
          props.onFocus(entry.key);
        }}
        onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setNear(false)}
        onPointerEnter={() => setNear(true)}
        onPointerLeave={(event) => !event.currentTarget.contains(document.activeElement) && setNear(false)}
      >
        {!isOwn && (
          <span className={classes.avatar}>
            {entry.endsGroup && <Avatar name={name} seed={message.sender?.id ?? ''} size={34} />}
          </span>
        )}
        <div className={classes.content}>
          {entry.beginsGroup && (
            <header className={classes.header}>
              {!isOwn && message.sender && (
                <PersonCard person={message.sender} className={classes.sender}>
                  {name}
                </PersonCard>
              )}
              {!isOwn && !message.sender && <span className={classes.sender}>{name}</span>}
              <time className={classes.time} dateTime={message.createdAt} title={fullMoment(message.createdAt)}>
                {timeOf(message.createdAt)}
              </time>
            </header>
          )}
          {isEditing ? (
            <MessageEditor
              body={message.body ?? ''}
              onDone={(body) => {
                onEdit(null);
                if (body !== null && body !== message.body) void actions.edit(body);
              }}
            />
          ) : (
            <div
              className={classes.bubble}
              data-deleted={message.deletedAt ? true : undefined}
              data-bare={!message.body && message.attachments.length > 0 ? true : undefined}
            >
              {message.attachments.length > 0 && !message.deletedAt && (
                <MessageAttachments attachments={message.attachments} />
              )}
              <Body message={message} />
              {isNear && isSettled && (
                <MessageActions
                  isOwn={isOwn}
                  mayDelete={isOwn || props.mayModerate}
                  onReact={(emoji) => void actions.react(emoji, true)}
                  onEdit={() => onEdit(entry.key)}
                  onDelete={() => setDeleting(true)}
                />
              )}
            </div>
          )}
          {message.reactions.length > 0 && !message.deletedAt && (
            <MessageReactions reactions={message.reactions} onToggle={(emoji, on) => void actions.react(emoji, on)} />
          )}
          {isOwn && <MessageState entry={entry} />}
        </div>
      </article>
      {/* Not among the actions: they go when the focus leaves the message for the dialog. */}
      {isSettled && (
        <DeleteDialog isOpen={isDeleting} onClose={() => setDeleting(false)} onDelete={() => void actions.remove()} />
      )}
    </>
  );
});

function Body({ message }: { readonly message: TimelineEntry['message'] }) {
  if (message.deletedAt) return <em>This message was deleted.</em>;
  if (!message.body) return null;
  return (
    <p className={classes.body}>
      {message.body}
      {message.editedAt && (
        <span className={classes.edited} title={fullMoment(message.editedAt)}>
          {' '}
          edited
        </span>
      )}
    </p>
  );
}
