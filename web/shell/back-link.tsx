import { ActionIcon } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import classes from './back-link.module.css';

/** The way back to the rooms, where they are not in sight. */
export function BackLink() {
  return (
    <ActionIcon
      component={Link}
      to="/"
      variant="subtle"
      color="gray"
      size="lg"
      aria-label="All rooms"
      className={classes.back ?? ''}
    >
      <IconArrowLeft size={22} />
    </ActionIcon>
  );
}
