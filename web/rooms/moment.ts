const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const DATE = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
const DAY_MS = 86_400_000;

/** The time of day. */
export function timeOf(moment: string): string {
  return TIME.format(new Date(moment));
}

/** A moment in full, for whoever wants to know. */
export function fullMoment(moment: string): string {
  return FULL.format(new Date(moment));
}

/** A moment in as few letters as tell it: the time, the weekday, or the date. */
export function shortMoment(moment: string, now = new Date()): string {
  const days = daysBetween(new Date(moment), now);
  if (days === 0) return timeOf(moment);
  return (days < 7 ? WEEKDAY : DATE).format(new Date(moment));
}

/** A day in words. */
export function dayOf(moment: string, now = new Date()): string {
  const days = daysBetween(new Date(moment), now);
  if (days === 0) return 'Today';
  return days === 1 ? 'Yesterday' : DAY.format(new Date(moment));
}

/** Nights between two moments, in the reader's time zone. */
function daysBetween(then: Date, now: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(now) - midnight(then)) / DAY_MS);
}
