import { ActionIcon, Textarea } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { randomKey } from '../outbox/random-key.ts';
import { useWorkspace } from '../session/session-context.tsx';
import classes from './composer.module.css';
import { useTypingSignal } from './use-typing-signal.ts';

/** Where one writes. Enter sends, Shift and Enter begin a line, and the arrow up edits one's last message. */
export function Composer(props: {
  readonly roomId: string;
  readonly title: string;
  readonly onSent: () => void;
  readonly onEditLast: () => void;
}) {
  const { roomId } = props;
  const { outbox } = useWorkspace();
  const [body, setBody] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { typed, stopped } = useTypingSignal(roomId);
  const isEmpty = body.trim() === '';

  const send = () => {
    if (isEmpty) return;
    outbox.add({ roomId, body, clientMessageId: randomKey() });
    setBody('');
    stopped();
    props.onSent();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && body === '') {
      event.preventDefault();
      props.onEditLast();
    }
  };

  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={classes.box}>
        <Textarea
          ref={field}
          className={classes.field ?? ''}
          classNames={{ input: classes.input ?? '' }}
          variant="unstyled"
          aria-label={`Message to ${props.title}`}
          placeholder={`Message to ${props.title}`}
          autosize
          minRows={1}
          maxRows={8}
          value={body}
          onChange={(event) => {
            setBody(event.currentTarget.value);
            if (event.currentTarget.value) typed();
            else stopped();
          }}
          onKeyDown={onKeyDown}
        />
        <ActionIcon
          type="submit"
          size={38}
          radius={12}
          aria-label="Send"
          title="Send"
          disabled={isEmpty}
          className={classes.send ?? ''}
        >
          <IconArrowUp size={21} />
        </ActionIcon>
      </div>
    </form>
  );
}
