import { useMutation } from '@apollo/client/react';
import { Alert, Button, Modal, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { CREATE_ROOM, MY_ROOMS } from '../documents/rooms.ts';
import classes from './create-room.module.css';

const FAILED = 'The room could not be made. Please check your connection and try again.';

/** Makes a group room and goes there. */
export function CreateRoom({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [createRoom, { loading }] = useMutation(CREATE_ROOM, { refetchQueries: [MY_ROOMS] });
  /** The last of a field's path → what is wrong with it. */
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const navigate = useNavigate();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const topic = `${form.get('topic')}`.trim();
    const visibility = form.get('private') ? 'PRIVATE' : 'PUBLIC';
    const input = { name: `${form.get('name')}`.trim(), visibility, ...(topic && { topic }) } as const;
    try {
      const { data } = await createRoom({ variables: { input } });
      const { room, userErrors = [] } = data?.createRoom ?? {};
      setProblems(Object.fromEntries(userErrors.map(({ field, message }) => [field?.at(-1) ?? 'form', message])));
      if (!room) return;
      onClose();
      navigate(`/rooms/${room.id}`);
    } catch {
      setProblems({ form: FAILED });
    }
  };

  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="New room"
      classNames={{ title: classes.title ?? '' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        {problems['form'] && (
          <Alert color="red" variant="outline" role="alert">
            {problems['form']}
          </Alert>
        )}
        <TextInput name="name" label="Name" size="md" data-autofocus error={problems['name']} />
        <TextInput name="topic" label="What it is about" size="md" error={problems['topic']} />
        <Switch
          name="private"
          size="md"
          label="Private"
          description="Only people who are added can find and read it."
        />
        <Button type="submit" size="md" loading={loading}>
          Make the room
        </Button>
      </form>
    </Modal>
  );
}
