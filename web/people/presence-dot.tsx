import classes from './presence-dot.module.css';

/** Whether somebody is there, said by colour and in words. */
export function PresenceDot({ isOnline }: { readonly isOnline: boolean }) {
  return (
    <span className={classes.dot} data-online={isOnline || undefined}>
      <span className="visually-hidden">{isOnline ? 'online' : 'away'}</span>
    </span>
  );
}
