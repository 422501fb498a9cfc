import { useMutation, useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useNavigate } from 'react-router';
import { ROOM_MEMBERS } from '../documents/room.ts';
import { LEAVE_ROOM, MY_ROOMS } from '../documents/rooms.ts';
import type { WebRoomMembersQuery } from '../gql/graphql.ts';
import { Avatar } from '../people/avatar.tsx';
import { PersonCard } from '../people/person-card.tsx';
import { PresenceDot } from '../people/presence-dot.tsx';
import { useNotice } from '../shell/notices.tsx';
import classes from './members-panel.module.css';
import type { Room } from './pages.ts';

type Member = NonNullable<NonNullable<WebRoomMembersQuery['room']>['members']>['edges'][number]['node'];

const PAGE = 100;
const ROLES = { OWNER: 'Owner', MODERATOR: 'Moderator', MEMBER: null } as const;

/** Who is in the room, those who are there now first. */
export function MembersPanel({ room }: { readonly room: Room }) {
  const { data, fetchMore } = useQuery(ROOM_MEMBERS, {
    variables: { roomId: room.id, first: PAGE },
    fetchPolicy: 'cache-and-network',
  });
  const list = data?.room?.members;
  const members = list?.edges.map(({ node }) => node) ?? [];
  const there = members.filter(isOnline);
  const away = members.filter((member) => !isOnline(member));
  const more = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  return (
    <aside className={classes.panel} aria-label="Members">
      <div className={classes.lists}>
        <Section title="Here now" members={there} />
        <Section title="Away" members={away} />
        {more && (
          <Button
            variant="subtle"
            size="sm"
            onClick={() => void fetchMore({ variables: { after: more } }).catch(() => undefined)}
          >
            Show more
          </Button>
        )}
      </div>
      {room.kind === 'GROUP' && <LeaveButton roomId={room.id} />}
    </aside>
  );
}

function isOnline({ user }: Member): boolean {
  return user?.presence?.status === 'ONLINE';
}

function Section({ title, members }: { readonly title: string; readonly members: readonly Member[] }) {
  if (members.length === 0) return null;
  return (
    <section>
      <h2 className={classes.heading}>
        {title} <span className={classes.count}>{members.length}</span>
      </h2>
      <ul>
        {members.map((member) => (
          <li key={member.id}>{member.user && <MemberLine member={member} user={member.user} />}</li>
        ))}
      </ul>
    </section>
  );
}

function MemberLine({ member, user }: { readonly member: Member; readonly user: NonNullable<Member['user']> }) {
  return (
    <PersonCard person={user} className={classes.member}>
      <Avatar name={user.displayName} seed={user.id} size={34} />
      <span className={classes.names}>
        <span className={classes.name}>{user.displayName}</span>
        {ROLES[member.role] && <span className={classes.role}>{ROLES[member.role]}</span>}
      </span>
      <PresenceDot isOnline={isOnline(member)} />
    </PersonCard>
  );
}

function LeaveButton({ roomId }: { readonly roomId: string }) {
  const [leaveRoom, { loading }] = useMutation(LEAVE_ROOM, { refetchQueries: [MY_ROOMS] });
  const navigate = useNavigate();
  const notice = useNotice();
  const leave = async () => {
    try {
      const { data } = await leaveRoom({ variables: { roomId } });
      const problem = data?.leaveRoom ? data.leaveRoom.userErrors[0]?.message : 'You cannot leave now.';
      if (problem) return notice(problem);
      navigate('/');
    } catch {
      notice('You cannot leave now. Please try again.');
    }
  };
  return (
    <Button variant="default" onClick={() => void leave()} loading={loading}>
      Leave this room
    </Button>
  );
}
