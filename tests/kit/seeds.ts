/**
 * The seeds that a test of many schedules runs: 1 to `count`, or what `LYNK_SEED` says: one seed, such as `123`, to see
 * it again, or a range, such as `1000-1999`, to look further.
 *
 * @throws Error when `LYNK_SEED` is neither
 */
export function seedsToRun(count: number): readonly number[] {
  const asked = process.env['LYNK_SEED'] ?? `1-${count}`;
  const [, first, last] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(asked) ?? [];
  if (!first) throw new Error(`LYNK_SEED is "${asked}": it must be a number or a range such as 1000-1999.`);
  const from = Number(first);
  return Array.from({ length: Number(last ?? first) - from + 1 }, (_, index) => from + index);
}
