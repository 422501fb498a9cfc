import classes from './room-sign.module.css';

const TONES = 4;

/** The sign of a group room: the first letter of its name. It stands beside the name, so it is hidden from screen readers. */
export function RoomSign({
  name,
  seed,
  size = 38,
}: {
  readonly name: string;
  readonly seed: string;
  readonly size?: number;
}) {
  const tone = [...seed].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TONES;
  return (
    <span
      className={classes.sign}
      data-tone={tone}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.48) }}
      aria-hidden="true"
    >
      {[...name.trim()][0]?.toUpperCase() ?? '#'}
    </span>
  );
}
