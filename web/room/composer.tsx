import { ActionIcon, Textarea } from '@mantine/core';
import { IconArrowUp, IconPaperclip } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import { DraftTray } from '../attachments/draft-tray.tsx';
import type { Drafts } from '../attachments/use-drafts.ts';
import { randomKey } from '../outbox/random-key.ts';
import { useWorkspace } from '../session/session-context.tsx';
import classes from './composer.module.css';
import { useTypingSignal } from './use-typing-signal.ts';

/** Where one writes. Enter sends, Shift and Enter begin a line, and the arrow up edits one's last message. */
export function Composer(props: {
  readonly roomId: string;
  readonly title: string;
  readonly files: Drafts;
  readonly onSent: () => void;
  readonly onEditLast: () => void;
}) {
  const { roomId } = props;
  const { outbox } = useWorkspace();
  const [body, setBody] = useState('');
  const picker = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { typed, stopped } = useTypingSignal(roomId);
  const { drafts, add, remove } = props.files;
  const attachments = drafts.flatMap(({ attachment }) => attachment ?? []);
  const isEmpty = body.trim() === '' && attachments.length === 0;
  const isUploading = drafts.some(({ attachment, problem }) => !attachment && !problem);

  const send = () => {
    if (isEmpty || isUploading) return;
    outbox.add({ roomId, body, attachments, clientMessageId: randomKey() });
    remove(drafts.map(({ key }) => key));
    setBody('');
    stopped();
    props.onSent();
    field.current?.focus();
  };
  const paste = (event: ClipboardEvent) => {
    const { files } = event.clipboardData;
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
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
      <DraftTray drafts={drafts} onRemove={(key) => remove([key])} />
      <div className={classes.box}>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            add(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
          }}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={38}
          radius={12}
          aria-label="Attach files"
          title="Attach files"
          onClick={() => picker.current?.click()}
        >
          <IconPaperclip size={20} />
        </ActionIcon>
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
          onPaste={paste}
        />
        <ActionIcon
          type="submit"
          size={38}
          radius={12}
          aria-label="Send"
          title="Send"
          disabled={isEmpty || isUploading}
          className={classes.send ?? ''}
        >
          <IconArrowUp size={21} />
        </ActionIcon>
      </div>
    </form>
  );
}
