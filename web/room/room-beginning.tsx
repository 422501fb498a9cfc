import { roomTitle } from '../rooms/room-title.ts';
import type { Room } from './pages.ts';
import classes from './room-beginning.module.css';

/** What stands above the first message of a room. */
export function RoomBeginning({ room }: { readonly room: Room }) {
  return (
    <div className={classes.beginning}>
      <h2 className={classes.title}>{roomTitle(room)}</h2>
      <p className={classes.text}>
        {room.peer ? `The two of you have this room to yourselves.` : (room.topic ?? 'This is where the room begins.')}
      </p>
    </div>
  );
}
