import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { PUBLIC_ROOMS } from '../documents/rooms.ts';
import { BackLink } from '../shell/back-link.tsx';
import { useDocumentTitle } from '../shell/use-document-title.ts';
import classes from './browse-screen.module.css';
import { JoinButton } from './join-button.tsx';
import { RoomSign } from './room-sign.tsx';

const PAGE = 24;

/** The public rooms, the newest first. */
export function BrowseScreen() {
  const { data, loading, error, refetch, fetchMore } = useQuery(PUBLIC_ROOMS, {
    variables: { first: PAGE },
    fetchPolicy: 'cache-and-network',
  });
  useDocumentTitle('Browse rooms');
  const rooms = data?.publicRooms?.edges.map(({ node }) => node) ?? [];
  const more = data?.publicRooms?.pageInfo.hasNextPage ? data.publicRooms.pageInfo.endCursor : null;
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <BackLink />
        <div>
          <h1 className={classes.title}>Browse rooms</h1>
          <p className={classes.lead}>Rooms that everybody may read and join.</p>
        </div>
      </header>
      {!data && loading && <p className={classes.lead}>Loading…</p>}
      {!data && error && (
        <p className={classes.lead}>
          The rooms cannot be read now.{' '}
          <Button variant="subtle" size="compact-md" onClick={() => void refetch().catch(() => undefined)}>
            Try again
          </Button>
        </p>
      )}
      {data && rooms.length === 0 && <p className={classes.lead}>There is none yet. Be the first to make one.</p>}
      <ul className={classes.rooms}>
        {rooms.map((room) => (
          <li key={room.id} className={classes.room}>
            <RoomSign name={room.name ?? ''} seed={room.id} size={48} />
            <div className={classes.about}>
              <h2 className={classes.name}>{room.name}</h2>
              <p className={classes.topic}>{room.topic ?? 'No topic'}</p>
              <p className={classes.members}>{room.memberCount === 1 ? '1 member' : `${room.memberCount} members`}</p>
            </div>
            <JoinButton roomId={room.id} name={room.name ?? ''} isMember={Boolean(room.viewerMembership)} />
          </li>
        ))}
      </ul>
      {more && (
        <Button variant="subtle" onClick={() => void fetchMore({ variables: { after: more } }).catch(() => undefined)}>
          Show more
        </Button>
      )}
    </div>
  );
}
