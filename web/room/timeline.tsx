import { IconArrowDown } from '@tabler/icons-react';
import { type RefObject, useCallback, useImperativeHandle, useState } from 'react';
import { Virtualizer } from 'virtua';
import { Announcer } from './announcer.tsx';
import { MessageRow } from './message-row.tsx';
import type { Room } from './pages.ts';
import { RoomBeginning } from './room-beginning.tsx';
import classes from './timeline.module.css';
import type { TimelineEntry } from './timeline-entries.ts';
import { useMarkRead } from './use-mark-read.ts';
import type { OpenedRoom } from './use-room.ts';
import { useRowFocus } from './use-row-focus.ts';
import { useTimelineScroll } from './use-timeline-scroll.ts';

/** What the room tells its timeline to do. */
export interface TimelineHandle {
  /** Shows the newest messages. */
  showNewest(): void;
  /** Begins to edit the viewer's last message. */
  editLast(): void;
}

/** The messages of a room, as many of them as are in sight. */
export function Timeline(props: {
  readonly opened: OpenedRoom;
  readonly room: Room;
  readonly entries: readonly TimelineEntry[];
  readonly handle: RefObject<TimelineHandle | null>;
}) {
  const { opened, room, entries } = props;
  const { loadOlder, loadNewer, loadNewest } = opened;
  const hasNewer = room.messages?.pageInfo.hasNextPage ?? false;
  const hasOlder = room.messages?.pageInfo.hasPreviousPage ?? false;
  const scroll = useTimelineScroll({ entries, hasNewer, loadOlder, loadNewer });
  const focus = useRowFocus(entries, scroll.list);
  const [editing, setEditing] = useState<string | null>(null);
  useMarkRead(room, scroll.isAtEnd);

  const showNewest = useCallback(async () => {
    if (hasNewer) await loadNewest();
    scroll.goToEnd();
  }, [hasNewer, loadNewest, scroll.goToEnd]);
  useImperativeHandle(props.handle, () => ({
    showNewest: () => void showNewest(),
    editLast: () => {
      const last = entries.findLast((entry) => entry.isOwn && !entry.outgoing && !entry.message.deletedAt);
      if (last) setEditing(last.key);
    },
  }));

  const role = room.viewerMembership?.role;
  const mayModerate = room.kind === 'GROUP' && (role === 'OWNER' || role === 'MODERATOR');
  return (
    <div className={classes.frame}>
      <section
        ref={scroll.scroller}
        className={classes.scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keys
        tabIndex={0}
        data-timeline
        aria-label="Messages"
        onKeyDown={focus.onKeyDown}
        onWheel={scroll.onHand}
        onTouchMove={scroll.onHand}
      >
        <div className={classes.space} />
        {entries.length === 0 && <RoomBeginning room={room} />}
        <Virtualizer
          ref={scroll.list}
          shift={scroll.shift}
          onScroll={scroll.onScroll}
          onResize={scroll.onResize}
          keepMounted={focus.stop >= 0 ? [focus.stop] : []}
          bufferSize={400}
        >
          {entries.map((entry, index) => (
            <div key={entry.key} className={classes.column}>
              {index === 0 && !hasOlder && <RoomBeginning room={room} />}
              <MessageRow
                entry={entry}
                isTabStop={index === focus.stop}
                isEditing={editing === entry.key}
                mayModerate={mayModerate}
                onFocus={focus.onFocus}
                onEdit={setEditing}
              />
            </div>
          ))}
        </Virtualizer>
      </section>
      {!scroll.isAtEnd && entries.length > 0 && (
        <button type="button" className={classes.newest} onClick={() => void showNewest()}>
          <IconArrowDown size={18} aria-hidden /> Newest
        </button>
      )}
      <Announcer entries={entries} />
    </div>
  );
}
