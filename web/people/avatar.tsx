import classes from './avatar.module.css';

const HUES = 8;

/** The first letters of a name on a colour of its own. It stands beside the name, so it is hidden from screen readers. */
export function Avatar({
  name,
  seed,
  size = 38,
}: {
  readonly name: string;
  readonly seed: string;
  readonly size?: number;
}) {
  return (
    <span
      className={classes.avatar}
      data-hue={hueOf(seed)}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.4) }}
      aria-hidden="true"
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

function hueOf(seed: string): number {
  let sum = 0;
  for (const letter of seed) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return sum % HUES;
}
