import { ActionIcon } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { Avatar } from '../people/avatar.tsx';
import { useMe } from '../people/use-me.ts';
import { useSession } from '../session/session-context.tsx';
import { ColorSchemeSwitch } from '../shell/color-scheme-switch.tsx';
import classes from './account-menu.module.css';

/** Who is signed in, light or dark, and the way out. */
export function AccountMenu() {
  const me = useMe();
  const { signOut } = useSession();
  return (
    <div className={classes.account}>
      <Avatar name={me?.displayName ?? ''} seed={me?.id ?? ''} />
      <span className={classes.names}>
        <span className={classes.name}>{me?.displayName ?? ' '}</span>
        <span className={classes.username}>{me ? `@${me.username}` : ' '}</span>
      </span>
      <ColorSchemeSwitch />
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Sign out" title="Sign out" onClick={signOut}>
        <IconLogout size={20} />
      </ActionIcon>
    </div>
  );
}
