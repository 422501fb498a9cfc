import { useMutation } from '@apollo/client/react';
import { Button, Popover } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { OPEN_DIRECT_ROOM } from '../documents/rooms.ts';
import type { PersonNameFragment } from '../gql/graphql.ts';
import { useWorkspace } from '../session/session-context.tsx';
import { useNotice } from '../shell/notices.tsx';
import { Avatar } from './avatar.tsx';
import classes from './person-card.module.css';

/** Who somebody is, on a card that opens from its name, and the way to a room of two. */
export function PersonCard(props: {
  readonly person: PersonNameFragment;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) {
  const { person } = props;
  const { viewerId } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const [openDirectRoom, { loading }] = useMutation(OPEN_DIRECT_ROOM);
  const navigate = useNavigate();
  const notice = useNotice();

  const write = async () => {
    try {
      const { data } = await openDirectRoom({ variables: { userId: person.id } });
      const payload = data?.openDirectRoom;
      if (!payload?.room) return notice(payload?.userErrors[0]?.message ?? 'The room cannot be opened now.');
      setOpen(false);
      navigate(`/rooms/${payload.room.id}`);
    } catch {
      notice('The room cannot be opened now. Please try again.');
    }
  };

  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      width={280}
      shadow="md"
      radius="lg"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <button type="button" className={props.className} onClick={() => setOpen(!isOpen)}>
          {props.children}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.card} aria-label={person.displayName}>
        <Avatar name={person.displayName} seed={person.id} size={52} />
        <div className={classes.names}>
          <strong>{person.displayName}</strong>
          <span className={classes.username}>@{person.username}</span>
        </div>
        {person.id === viewerId ? (
          <span className={classes.username}>This is you.</span>
        ) : (
          <Button leftSection={<IconMessage size={18} />} onClick={() => void write()} loading={loading} fullWidth>
            Write to {person.displayName.split(' ')[0]}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
