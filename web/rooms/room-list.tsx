import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { Link } from 'react-router';
import { MY_ROOMS } from '../documents/rooms.ts';
import { ROOMS_PAGE } from '../live/watch-viewer.ts';
import { RoomLink } from './room-link.tsx';
import classes from './room-list.module.css';

/** The viewer's rooms, the one where something happened last first. The live stream keeps it true. */
export function RoomList() {
  const { data, loading, fetchMore } = useQuery(MY_ROOMS, {
    variables: { first: ROOMS_PAGE },
    fetchPolicy: 'cache-and-network',
  });
  const list = data?.viewer?.rooms;
  const rooms = list?.edges.flatMap(({ node, lastActivityAt }) => (node ? [{ room: node, lastActivityAt }] : [])) ?? [];
  const more = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  return (
    <nav className={classes.list} aria-label="Rooms">
      {!list && loading && <Waiting />}
      {list && rooms.length === 0 && (
        <div className={classes.empty}>
          <p>No rooms yet. Join one that is open to everybody, or make your own.</p>
          <Button component={Link} to="/browse" variant="default" leftSection={<IconCompass size={18} />}>
            See open rooms
          </Button>
        </div>
      )}
      <ul>
        {rooms.map(({ room, lastActivityAt }) => (
          <li key={room.id}>
            <RoomLink room={room} lastActivityAt={lastActivityAt} />
          </li>
        ))}
      </ul>
      {more && (
        <Button
          variant="subtle"
          size="sm"
          fullWidth
          onClick={() => void fetchMore({ variables: { after: more } }).catch(() => undefined)}
        >
          Show more rooms
        </Button>
      )}
    </nav>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label="Rooms are loading">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} height={58} radius={14} mb={8} />
      ))}
    </div>
  );
}
