import classes from './message-reactions.module.css';
import type { RoomMessage } from './pages.ts';

/** The reactions on a message; pressing one gives or takes back the viewer's own. */
export function MessageReactions(props: {
  readonly reactions: RoomMessage['reactions'];
  readonly onToggle: (emoji: string, on: boolean) => void;
}) {
  return (
    <div className={classes.reactions}>
      {props.reactions.map(({ emoji, count, viewerHasReacted }) => (
        <button
          key={emoji}
          type="button"
          className={classes.reaction}
          aria-pressed={viewerHasReacted}
          aria-label={`${emoji}, ${count}`}
          onClick={() => props.onToggle(emoji, !viewerHasReacted)}
        >
          <span aria-hidden="true">{emoji}</span>
          <span className={classes.count}>{count}</span>
        </button>
      ))}
    </div>
  );
}
