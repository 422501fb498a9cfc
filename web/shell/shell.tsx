import { useMediaQuery } from '@mantine/hooks';
import { Outlet, useMatch } from 'react-router';
import { Sidebar } from '../rooms/sidebar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import classes from './shell.module.css';

/** Rooms beside what is open; on a phone one of the two. */
export function Shell() {
  const isHome = useMatch('/') !== null;
  const isPhone = useMediaQuery('(max-width: 800px)', false, { getInitialValueInEffect: false });
  return (
    <div className={classes.page}>
      <ConnectionBanner />
      {isPhone && isHome ? (
        <main className={classes.side}>
          <h1 className="visually-hidden">Rooms</h1>
          <Sidebar />
        </main>
      ) : (
        <div className={classes.columns}>
          {!isPhone && (
            <section className={classes.side} aria-label="Your rooms">
              <Sidebar />
            </section>
          )}
          <main className={classes.main}>
            <Outlet />
          </main>
        </div>
      )}
    </div>
  );
}
