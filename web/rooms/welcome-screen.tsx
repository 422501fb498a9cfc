import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useMe } from '../people/use-me.ts';
import { useDocumentTitle } from '../shell/use-document-title.ts';
import classes from './welcome-screen.module.css';

/** What stands beside the rooms while none is open. */
export function WelcomeScreen() {
  const me = useMe();
  useDocumentTitle('');
  return (
    <div className={classes.screen}>
      <h1 className={classes.title}>{me ? `Hello, ${me.displayName.split(' ')[0]}` : 'Hello'}</h1>
      <p className={classes.lead}>Open a room on the left, or find one that you like.</p>
      <Button component={Link} to="/browse" size="md" leftSection={<IconCompass size={20} />}>
        Browse rooms
      </Button>
    </div>
  );
}
