import { Outlet, useMatch } from 'react-router';
import { Sidebar } from '../rooms/sidebar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import classes from './shell.module.css';

/** Rooms beside what is open; on a phone one of the two. */
export function Shell() {
  const isHome = useMatch('/') !== null;
  return (
    <div className={classes.page}>
      <ConnectionBanner />
      <div className={classes.columns} data-home={isHome || undefined}>
        <div className={classes.side}>
          <Sidebar />
        </div>
        <main className={classes.main}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
