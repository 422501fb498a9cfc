import { LynkError } from '#platform/errors/errors.ts';

/** When a breaker opens, and how it closes again. */
export interface BreakerRule {
  /** So many of the last calls are looked at; before there are as many, the breaker stays closed. */
  readonly window: number;
  /** The share of them, from 0 to 1, whose failure opens it. */
  readonly failures: number;
  /** How long it stays open, in milliseconds. */
  readonly openMs: number;
  /** How many calls are then let through; all of them must succeed. */
  readonly trials: number;
}

/** `half-open`: the time is over, and trial calls decide. */
export type BreakerState = 'closed' | 'half-open' | 'open';

/** Is told of a change of state, once for each. */
export type BreakerListener = (state: BreakerState) => void;

/** A call that was let through. The first thing that is said of it counts. */
export interface BreakerCall {
  succeeded(): void;
  failed(): void;
  /** Nobody waited for the end, so it says nothing about the service. */
  abandoned(): void;
}

/** What is said to calls while the trial calls are under way, in milliseconds: their outcome is not known yet. */
const TRIAL_PAUSE_MS = 1_000;

/** A call was not even begun, since the service has failed too often. `retryAfterMs` is the time until it is tried again. */
export class CircuitOpen extends LynkError {
  constructor(service: string, retryAfterMs: number) {
    const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
    super('SERVICE_UNAVAILABLE', `The ${service} service does not answer. Try again in ${seconds} s.`, {
      retryAfterMs: Math.ceil(retryAfterMs),
    });
  }
}

/**
 * Keeps callers from waiting for a service that does not answer, and the service from more calls than it can bear when it
 * comes back (Nygard, "Release It!", 2007).
 */
export class CircuitBreaker {
  readonly #service: string;
  readonly #rule: BreakerRule;
  readonly #now: () => number;
  readonly #onChange: BreakerListener;
  #state: BreakerState = 'closed';
  /** Whether each of the last calls has failed, the oldest first. */
  #outcomes: boolean[] = [];
  /** What calls that were begun before the state changed say is out of date. */
  #generation = 0;
  #openUntil = 0;
  /** Trial calls that were begun and not abandoned. */
  #trials = 0;
  #succeededTrials = 0;

  /**
   * @param service its name, for messages
   * @param now milliseconds of a clock that never steps
   */
  constructor(service: string, rule: BreakerRule, now: () => number, onChange: BreakerListener = () => {}) {
    this.#service = service;
    this.#rule = rule;
    this.#now = now;
    this.#onChange = onChange;
  }

  /** An open one shows as open until the first trial call. */
  get state(): BreakerState {
    return this.#state;
  }

  /**
   * Lets a call through, which must say how it ended.
   *
   * @throws CircuitOpen while calls are not let through
   */
  begin(): BreakerCall {
    if (this.#state === 'open') {
      const left = this.#openUntil - this.#now();
      if (left > 0) throw new CircuitOpen(this.#service, left);
      this.#change('half-open');
    }
    if (this.#state === 'half-open') {
      if (this.#trials >= this.#rule.trials) throw new CircuitOpen(this.#service, TRIAL_PAUSE_MS);
      this.#trials += 1;
    }
    return this.#call();
  }

  #call(): BreakerCall {
    const generation = this.#generation;
    let isOver = false;
    const end = (outcome: () => void) => () => {
      if (!isOver && generation === this.#generation) outcome();
      isOver = true;
    };
    return {
      succeeded: end(() => (this.#state === 'half-open' ? this.#trialSucceeded() : this.#note(false))),
      failed: end(() => (this.#state === 'half-open' ? this.#open() : this.#note(true))),
      abandoned: end(() => {
        // Its place is free for another trial.
        if (this.#state === 'half-open') this.#trials -= 1;
      }),
    };
  }

  #note(failed: boolean): void {
    this.#outcomes.push(failed);
    if (this.#outcomes.length > this.#rule.window) this.#outcomes.shift();
    if (this.#outcomes.length < this.#rule.window) return;
    const failures = this.#outcomes.filter((outcome) => outcome).length;
    if (failures >= this.#rule.failures * this.#rule.window) this.#open();
  }

  #trialSucceeded(): void {
    this.#succeededTrials += 1;
    if (this.#succeededTrials >= this.#rule.trials) this.#change('closed');
  }

  #open(): void {
    this.#openUntil = this.#now() + this.#rule.openMs;
    this.#change('open');
  }

  #change(state: BreakerState): void {
    this.#state = state;
    this.#generation += 1;
    this.#outcomes = [];
    this.#trials = 0;
    this.#succeededTrials = 0;
    this.#onChange(state);
  }
}
