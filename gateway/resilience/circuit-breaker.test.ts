import { beforeEach, describe, expect, it } from 'vitest';
import { LynkError } from '#platform/errors/errors.ts';
import { CircuitBreaker, CircuitOpen } from './circuit-breaker.ts';

const RULE = { window: 5, failures: 0.5, openMs: 10_000, trials: 2 };
let now: number;
let states: string[];
let breaker: CircuitBreaker;

beforeEach(() => {
  now = 1_000;
  states = [];
  breaker = new CircuitBreaker(
    'chat',
    RULE,
    () => now,
    (state) => states.push(state),
  );
});

/** One call for each letter: `s` succeeds, `f` fails, `a` is abandoned. */
function calls(outcomes: string): void {
  for (const outcome of outcomes) {
    const call = breaker.begin();
    if (outcome === 's') call.succeeded();
    else if (outcome === 'f') call.failed();
    else call.abandoned();
  }
}

/** How long a call that is not let through is told to wait, in milliseconds; null when it is let through. */
function refusedFor(): number | null {
  try {
    breaker.begin();
    return null;
  } catch (error) {
    if (!(error instanceof CircuitOpen)) throw error;
    expect(error).toBeInstanceOf(LynkError);
    expect(error.code).toBe('SERVICE_UNAVAILABLE');
    return Number(error.details['retryAfterMs']);
  }
}

describe('a closed breaker', () => {
  it.each(['ffss', 'ffff', 'ssssssffs', 'fsfssfsfss', 'sfafsaasas'])('stays closed after %s', (outcomes) => {
    calls(outcomes);
    expect(breaker.state).toBe('closed');
    expect(refusedFor()).toBeNull();
  });

  it.each(['fffff', 'ssfff', 'fsfsf', 'ssssssfsff', 'affaafass'])('is open after %s', (outcomes) => {
    calls(outcomes);
    expect(breaker.state).toBe('open');
    expect(states).toEqual(['open']);
  });

  it('counts calls as they end, and each once', () => {
    const begun = Array.from({ length: 4 }, () => breaker.begin());
    for (const call of begun) {
      call.failed();
      call.failed();
      call.succeeded();
    }
    expect(breaker.state).toBe('closed');
    calls('s');
    expect(breaker.state).toBe('open');
  });
});

describe('an open breaker', () => {
  beforeEach(() => calls('fffff'));

  it('lets nothing through for its time, and tells how much of it is left', () => {
    expect(refusedFor()).toBe(10_000);
    now += 9_999.5;
    expect(refusedFor()).toBe(1);
    expect(breaker.state).toBe('open');
  });

  it('does not listen to calls that were begun before', () => {
    breaker = new CircuitBreaker('chat', RULE, () => now);
    const late = [breaker.begin(), breaker.begin(), breaker.begin()];
    calls('fffff');
    now += 10_000;
    const trial = breaker.begin();
    for (const call of late) call.failed();
    expect(breaker.state).toBe('half-open');
    trial.succeeded();
    late[0]?.succeeded();
    expect(breaker.state).toBe('half-open');
  });

  it('then lets two trial calls through at a time', () => {
    now += 10_000;
    const [first, second] = [breaker.begin(), breaker.begin()];
    expect(refusedFor()).toBe(1_000);
    first.succeeded();
    expect(refusedFor()).toBe(1_000);
    second.succeeded();
    expect(breaker.state).toBe('closed');
    expect(refusedFor()).toBeNull();
  });

  it('closes with an empty window', () => {
    now += 10_000;
    calls('ss');
    calls('ffff');
    expect(breaker.state).toBe('closed');
    calls('s');
    expect(states).toEqual(['open', 'half-open', 'closed', 'open']);
  });

  it('opens again for its whole time when a trial call fails', () => {
    now += 12_000;
    const other = breaker.begin();
    calls('f');
    expect(refusedFor()).toBe(10_000);
    other.succeeded();
    now += 10_000;
    calls('sf');
    expect(states).toEqual(['open', 'half-open', 'open', 'half-open', 'open']);
  });

  it('tries another call for one that was abandoned', () => {
    now += 10_000;
    calls('aaas');
    calls('as');
    expect(breaker.state).toBe('closed');
  });
});
