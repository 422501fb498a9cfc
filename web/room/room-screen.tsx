import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useParams } from 'react-router';
import { DropZone } from '../attachments/drop-zone.tsx';
import { useDrafts } from '../attachments/use-drafts.ts';
import { roomTitle } from '../rooms/room-title.ts';
import { useDocumentTitle } from '../shell/use-document-title.ts';
import { Conversation } from './conversation.tsx';
import { MembersPanel } from './members-panel.tsx';
import { RoomClosed } from './room-closed.tsx';
import { RoomHeader } from './room-header.tsx';
import classes from './room-screen.module.css';
import { RoomWaiting } from './room-waiting.tsx';
import { useRoom } from './use-room.ts';

/** The room that the address names. Another room is another screen: nothing of the one before may stay. */
export function RoomScreen() {
  const { roomId = '' } = useParams();
  return <OneRoom key={roomId} roomId={roomId} />;
}

function OneRoom({ roomId }: { readonly roomId: string }) {
  const opened = useRoom(roomId);
  const files = useDrafts(roomId);
  const { phase, room } = opened;
  const isWide = useMediaQuery('(min-width: 1200px)', false, { getInitialValueInEffect: false });
  const [isMembersOpen, setMembersOpen] = useState(isWide);
  useDocumentTitle(room ? roomTitle(room) : '');

  if (phase.kind === 'loading') return <RoomWaiting />;
  if (phase.kind !== 'open' || !room?.messages)
    return <RoomClosed phase={phase} room={room} onJoined={opened.reopen} />;
  return (
    <DropZone className={classes.screen} hint={`Send to ${roomTitle(room)}`} onFiles={files.add}>
      <RoomHeader room={room} isMembersOpen={isMembersOpen} onMembers={() => setMembersOpen(!isMembersOpen)} />
      <div className={classes.columns}>
        <Conversation opened={opened} room={room} unread={phase.unread} files={files} />
        {isMembersOpen && <MembersPanel room={room} />}
      </div>
    </DropZone>
  );
}
