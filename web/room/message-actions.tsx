import { ActionIcon, Popover } from '@mantine/core';
import { IconMoodPlus, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './message-actions.module.css';

const EMOJI = ['👍', '❤️', '😂', '🎉', '😮', '🙏', '✅', '👀'] as const;

/** What can be done with a message; stands at its corner while the pointer or the focus is there. */
export function MessageActions(props: {
  readonly isOwn: boolean;
  readonly mayDelete: boolean;
  readonly onReact: (emoji: string) => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}) {
  const [isReacting, setReacting] = useState(false);
  return (
    <div className={classes.actions} role="toolbar" aria-label="Message actions">
      {/* Not in a portal: the pointer stays within the message while it chooses. */}
      <Popover
        opened={isReacting}
        onChange={setReacting}
        position="top"
        radius="lg"
        shadow="md"
        trapFocus
        withinPortal={false}
      >
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="md"
            aria-label="React"
            title="React"
            onClick={() => setReacting(!isReacting)}
          >
            <IconMoodPlus size={18} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown className={classes.emoji} aria-label="Choose a reaction">
          {EMOJI.map((emoji) => (
            <button
              key={emoji}
              type="button"
              className={classes.choice}
              aria-label={`React with ${emoji}`}
              onClick={() => {
                setReacting(false);
                props.onReact(emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </Popover.Dropdown>
      </Popover>
      {props.isOwn && (
        <ActionIcon variant="subtle" color="gray" size="md" aria-label="Edit" title="Edit" onClick={props.onEdit}>
          <IconPencil size={18} />
        </ActionIcon>
      )}
      {props.mayDelete && (
        <ActionIcon variant="subtle" color="gray" size="md" aria-label="Delete" title="Delete" onClick={props.onDelete}>
          <IconTrash size={18} />
        </ActionIcon>
      )}
    </div>
  );
}
