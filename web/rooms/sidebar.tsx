import { ActionIcon } from '@mantine/core';
import { IconCompass, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Mark } from '../shell/mark.tsx';
import { AccountMenu } from './account-menu.tsx';
import { CreateRoom } from './create-room.tsx';
import { RoomList } from './room-list.tsx';
import classes from './sidebar.module.css';

/** The viewer's rooms, and the ways to more of them. */
export function Sidebar() {
  const [isCreating, setCreating] = useState(false);
  return (
    <div className={classes.sidebar}>
      <div className={classes.top}>
        <Link to="/" className={classes.home} aria-label="Lynk, all rooms">
          <Mark />
        </Link>
        <div className={classes.tools}>
          <ActionIcon
            component={Link}
            to="/browse"
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="Browse rooms"
            title="Browse rooms"
          >
            <IconCompass size={21} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="New room"
            title="New room"
            onClick={() => setCreating(true)}
          >
            <IconPlus size={21} />
          </ActionIcon>
        </div>
      </div>
      <RoomList />
      <AccountMenu />
      <CreateRoom isOpen={isCreating} onClose={() => setCreating(false)} />
    </div>
  );
}
