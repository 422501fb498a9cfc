import { IconCloudOff } from '@tabler/icons-react';
import { useWorkspace } from '../session/session-context.tsx';
import classes from './connection-banner.module.css';
import { useConnection } from './use-connection.ts';

/** Says calmly that the connection is away. What was written meanwhile is not lost, and it says so. */
export function ConnectionBanner() {
  const { live } = useWorkspace();
  const connection = useConnection();
  return (
    <div role="status">
      {connection !== 'fine' && (
        <div className={classes.banner}>
          <IconCloudOff size={18} aria-hidden />
          <span>
            {connection === 'offline' ? 'You are offline.' : 'Reconnecting…'} What you write is sent when the connection
            is back.
          </span>
          {connection === 'away' && (
            <button type="button" className={classes.button} onClick={() => live.retryNow()}>
              Try now
            </button>
          )}
        </div>
      )}
    </div>
  );
}
