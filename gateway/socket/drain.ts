/** What is to be told one after the other, and how fast. */
export interface SpreadOptions {
  /** How many may be told in a second, unless the time is too short for so few. */
  readonly perSecond: number;
  /** By when all of them must have been told, in milliseconds from now. */
  readonly withinMs: number;
}

/** How often the next of them are told, in milliseconds. */
const STEP_MS = 20;

/**
 * Tells many something, evenly over time: clients that are all told at once to come back would all come at once.
 *
 * @param tell must not throw
 */
export async function spread<Item>(
  items: readonly Item[],
  options: SpreadOptions,
  tell: (item: Item) => void,
): Promise<void> {
  const { perSecond, withinMs } = options;
  const windowMs = Math.max(0, Math.min(withinMs, (items.length / perSecond) * 1000));
  const begunAt = performance.now();
  for (let told = 0; told < items.length; ) {
    const elapsedMs = performance.now() - begunAt;
    const share = windowMs === 0 ? 1 : Math.min(1, (elapsedMs + STEP_MS) / windowMs);
    const due = Math.max(told + 1, Math.ceil(share * items.length));
    for (const item of items.slice(told, due)) tell(item);
    told = due;
    if (told < items.length) await pause(STEP_MS);
  }
}

/**
 * Waits for work to end, also for work that is added meanwhile.
 *
 * @param work gives what is under way; whoever keeps it takes out what has ended
 * @param withinMs how long to wait at most
 */
export async function settle(work: () => Iterable<Promise<unknown>>, withinMs: number): Promise<void> {
  let isLate = false;
  let giveUp = () => {};
  const late = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  const timer = setTimeout(() => {
    isLate = true;
    giveUp();
  }, withinMs);
  for (let waiting = [...work()]; waiting.length > 0 && !isLate; waiting = [...work()]) {
    await Promise.race([Promise.allSettled(waiting), late]);
    // Who has waited for what ended may begin something else.
    await pause(0);
  }
  clearTimeout(timer);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
