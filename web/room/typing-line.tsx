import { useSyncExternalStore } from 'react';
import { useWorkspace } from '../session/session-context.tsx';
import classes from './typing-line.module.css';

/** Who is typing. It takes its line whether or not somebody does, so that nothing moves. */
export function TypingLine({ roomId }: { readonly roomId: string }) {
  const { typing } = useWorkspace();
  const people = useSyncExternalStore(typing.onChange, () => typing.in(roomId));
  const [first, second] = people.map(({ displayName }) => displayName.split(' ')[0]);
  const text =
    people.length > 2
      ? 'Several people are typing'
      : second
        ? `${first} and ${second} are typing`
        : `${first} is typing`;
  return (
    <div className={classes.line} aria-live="polite">
      {people.length > 0 && (
        <>
          <span className={classes.dots} aria-hidden="true">
            <span />
            <span />
            <span />
          </span>
          {text}
        </>
      )}
    </div>
  );
}
