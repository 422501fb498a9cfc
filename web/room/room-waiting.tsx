import { Skeleton } from '@mantine/core';
import classes from './room-waiting.module.css';

const WIDTHS = [46, 62, 34, 55, 40] as const;

/** What stands in a room's place until its first page is there. */
export function RoomWaiting() {
  return (
    <div className={classes.waiting} role="status" aria-label="The room is loading">
      {WIDTHS.map((width, index) => (
        <Skeleton key={width} height={46} width={`${width}%`} radius={18} ml={index % 3 === 2 ? 'auto' : 0} />
      ))}
    </div>
  );
}
