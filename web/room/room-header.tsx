import { ActionIcon } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Avatar } from '../people/avatar.tsx';
import { RoomSign } from '../rooms/room-sign.tsx';
import { roomTitle } from '../rooms/room-title.ts';
import { BackLink } from '../shell/back-link.tsx';
import type { Room } from './pages.ts';
import classes from './room-header.module.css';

/** What the room is, and the way to its members. */
export function RoomHeader(props: {
  readonly room: Room;
  readonly isMembersOpen: boolean;
  readonly onMembers: () => void;
}) {
  const { room } = props;
  const title = roomTitle(room);
  const members = room.memberCount === 1 ? '1 member' : `${room.memberCount} members`;
  const label = props.isMembersOpen ? 'Hide members' : 'Show members';
  return (
    <header className={classes.header}>
      <BackLink />
      {room.peer ? (
        <Avatar name={title} seed={room.peer.id} size={42} />
      ) : (
        <RoomSign name={title} seed={room.id} size={42} />
      )}
      <div className={classes.names}>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.about}>
          {room.peer ? `@${room.peer.username}` : [members, room.topic].filter(Boolean).join(' · ')}
        </p>
      </div>
      <ActionIcon
        variant={props.isMembersOpen ? 'light' : 'subtle'}
        color={props.isMembersOpen ? 'lynk' : 'gray'}
        size="xl"
        aria-label={label}
        title={label}
        aria-expanded={props.isMembersOpen}
        onClick={props.onMembers}
      >
        <IconUsers size={21} />
      </ActionIcon>
    </header>
  );
}
