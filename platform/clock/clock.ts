/** Where the time comes from, so that tests can turn it. */
export interface Clock {
  /** The current time in milliseconds since 1970, UTC. It may step back: nothing may rely on it rising. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };
