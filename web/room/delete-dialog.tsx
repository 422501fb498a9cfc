import { Button, Group, Modal } from '@mantine/core';

/** Asks before a message is deleted, which is for good. */
export function DeleteDialog(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDelete: () => void;
}) {
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title="Delete this message?"
      size="sm"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p>It is emptied for everybody, and cannot be brought back.</p>
      <Group justify="flex-end">
        <Button variant="default" onClick={props.onClose}>
          Keep it
        </Button>
        <Button
          color="#b3261e"
          onClick={() => {
            props.onClose();
            props.onDelete();
          }}
        >
          Delete
        </Button>
      </Group>
    </Modal>
  );
}
