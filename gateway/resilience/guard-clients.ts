import type { Logger } from '#platform/logger/logger.ts';
import type { SubgraphClient } from '#platform/subgraph/client.ts';
import { type BreakerRule, type BreakerState, CircuitBreaker } from './circuit-breaker.ts';
import { type CallObserver, GuardedSubgraphClient } from './guarded-client.ts';

/** What holds for all subgraphs. */
export interface GuardRules {
  readonly breaker: BreakerRule;
  /** How long one call may take, in milliseconds. */
  readonly deadlineMs: number;
  readonly logger: Logger;
  /** Gives whoever measures the calls of a subgraph. */
  readonly observe: (subgraph: string) => CallObserver;
  readonly onBreakerOpened: (subgraph: string) => void;
}

/** All subgraphs behind their guards. */
export interface GuardedClients {
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  /** Subgraph → state of its breaker, at this moment. */
  breakerStates(): [string, BreakerState][];
}

/** Puts a deadline and a circuit breaker of its own before each subgraph. */
export function guardClients(clients: ReadonlyMap<string, SubgraphClient>, rules: GuardRules): GuardedClients {
  const { breaker: rule, deadlineMs, logger, observe, onBreakerOpened } = rules;
  const breakers = new Map<string, CircuitBreaker>();
  const guarded = new Map<string, SubgraphClient>();
  for (const [name, client] of clients) {
    const onChange = (state: BreakerState) => {
      logger.warn({ subgraph: name, state }, 'the circuit breaker of a subgraph has changed');
      if (state === 'open') onBreakerOpened(name);
    };
    const breaker = new CircuitBreaker(name, rule, () => performance.now(), onChange);
    breakers.set(name, breaker);
    guarded.set(name, new GuardedSubgraphClient(client, { breaker, deadlineMs, logger, observe: observe(name) }));
  }
  return {
    clients: guarded,
    breakerStates: () => [...breakers].map(([name, breaker]) => [name, breaker.state]),
  };
}
