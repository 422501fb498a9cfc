import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { JOIN_ROOM, MY_ROOMS } from '../documents/rooms.ts';
import { useNotice } from '../shell/notices.tsx';

/** Joins a public room and goes there; where the viewer is a member already, only goes there. */
export function JoinButton(props: {
  readonly roomId: string;
  readonly name: string;
  readonly isMember: boolean;
  readonly onJoined?: () => void;
}) {
  const [joinRoom, { loading }] = useMutation(JOIN_ROOM, { refetchQueries: [MY_ROOMS] });
  const navigate = useNavigate();
  const notice = useNotice();
  const room = `/rooms/${props.roomId}`;

  const join = async () => {
    try {
      const { data } = await joinRoom({ variables: { roomId: props.roomId } });
      if (!data?.joinRoom?.membership) return notice(data?.joinRoom?.userErrors[0]?.message ?? 'You cannot join now.');
      props.onJoined?.();
      navigate(room);
    } catch {
      notice('You cannot join now. Please try again.');
    }
  };

  if (props.isMember) {
    return (
      <Button component={Link} to={room} variant="default" aria-label={`Open ${props.name}`}>
        Open
      </Button>
    );
  }
  return (
    <Button onClick={() => void join()} loading={loading} aria-label={`Join ${props.name}`}>
      Join
    </Button>
  );
}
