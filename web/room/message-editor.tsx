import { Button, Group, Textarea } from '@mantine/core';
import { useRef } from 'react';
import classes from './message-editor.module.css';

/** Changes the body of a message in its place. `onDone` is told the new body, or null when it stays. */
export function MessageEditor({
  body,
  onDone,
}: {
  readonly body: string;
  readonly onDone: (body: string | null) => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const save = () => onDone(field.current?.value.trim() ? field.current.value : null);
  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        ref={field}
        defaultValue={body}
        aria-label="Edit the message"
        autosize
        maxRows={10}
        data-autofocus
        // The person has just asked to write here.
        autoFocus
        onFocus={(event) => event.currentTarget.setSelectionRange(body.length, body.length)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') onDone(null);
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            save();
          }
        }}
      />
      <Group gap={8} justify="flex-end" mt={6}>
        <Button variant="subtle" size="compact-sm" onClick={() => onDone(null)}>
          Cancel
        </Button>
        <Button type="submit" size="compact-sm">
          Save
        </Button>
      </Group>
    </form>
  );
}
