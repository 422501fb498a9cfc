import type { Clock } from './clock.ts';

/**
 * Makes a clock that never goes back: when the other one steps back, it goes on by the time that passes until the other one
 * has caught up. For what reckons with ages, such as signs of life, which would otherwise stop for as long as the step.
 *
 * @param elapsed milliseconds of a timer that nobody can set
 */
export function steadyClock(clock: Clock, elapsed: () => number = () => performance.now()): Clock {
  let steady = clock.now();
  let toldAt = elapsed();
  return {
    now: () => {
      const at = elapsed();
      const told = clock.now();
      steady = told >= steady ? told : steady + (at - toldAt);
      toldAt = at;
      return Math.floor(steady);
    },
  };
}
