import { CloseButton, Progress } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import classes from './draft-tray.module.css';
import type { Draft } from './use-drafts.ts';

/** The files that go with the next message, and how far they are. */
export function DraftTray({
  drafts,
  onRemove,
}: {
  readonly drafts: readonly Draft[];
  readonly onRemove: (key: string) => void;
}) {
  if (drafts.length === 0) return null;
  return (
    <ul className={classes.tray} aria-label="Files for the next message">
      {drafts.map((draft) => (
        <li key={draft.key} className={classes.draft} data-failed={draft.problem ? true : undefined}>
          {draft.preview ? (
            <img className={classes.preview} src={draft.preview} alt="" />
          ) : (
            <IconFile size={26} aria-hidden />
          )}
          <span className={classes.about}>
            <span className={classes.name}>{draft.name}</span>
            {draft.problem && <span role="alert">{draft.problem}</span>}
            {!draft.problem && !draft.attachment && (
              <Progress value={draft.progress * 100} size="sm" mt={6} aria-label={`${draft.name} is being sent`} />
            )}
            {draft.attachment && <span className={classes.ready}>Ready</span>}
          </span>
          <CloseButton aria-label={`Remove ${draft.name}`} onClick={() => onRemove(draft.key)} />
        </li>
      ))}
    </ul>
  );
}
