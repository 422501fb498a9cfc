import type { Count, Metrics } from '#platform/metrics/metrics.ts';
import type { BreakerState } from '../resilience/circuit-breaker.ts';
import type { CallObserver } from '../resilience/guarded-client.ts';

/** Why something was not taken on. */
export type RefusalReason =
  | 'limits'
  | 'invalid'
  | 'cost'
  | 'budget'
  | 'operations'
  | 'message_length'
  | 'origin'
  | 'stopping'
  | 'sockets_of_account'
  | 'sockets_of_address';

/** How an operation ended: without errors, with some beside data, or without data. Of a subscription is only known that it `began`. */
export type OperationOutcome = 'answered' | 'partial' | 'failed' | 'began';

/** What is counted for every frame and event: numbers to add to. */
export interface LiveCounts {
  /** Events that upstreams sent. */
  readonly events: Count;
  /** Executions of events, the shared ones once. */
  readonly executions: Count;
  /** Items that a stream offered to its viewers. */
  readonly offers: Count;
  /** Frames with results that were written to sockets. */
  readonly frames: Count;
  /** Viewers that asked for what they had missed, after they had been admitted. */
  readonly refills: Count;
  /** Viewers that were told to fetch the history anew, since too much was missed. */
  readonly resets: Count;
  /** Subscriptions that ended with an error. */
  readonly failures: Count;
  /** Upstreams that broke after they had begun. */
  readonly brokenUpstreams: Count;
  /** Results that did not fit into the queue of a viewer that catches up. */
  readonly fullQueues: Count;
  /** Sockets that were cut since their client did not read. */
  readonly slowReaders: Count;
}

/** What is read from the gateway's parts when somebody asks. */
export interface GatewayReadings {
  readonly sockets: () => number;
  /** Bytes that wait for clients to read them. */
  readonly queuedBytes: () => number;
  readonly subscribers: () => number;
  /** Upstreams that are shared. */
  readonly sharedStreams: () => number;
  /** Viewers that wait to be admitted, or to be told what they have missed. */
  readonly waitingAdmissions: () => number;
  /** Subgraph → state of its breaker. */
  readonly breakers: () => Iterable<readonly [string, BreakerState]>;
}

/** Upper bounds for calls of subgraphs, in seconds: from a read in process to the deadline. */
const CALL_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const STATES: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** The gateway's figures. */
export class GatewayFigures {
  readonly live: LiveCounts;
  /** Is told of each call of a subgraph. */
  readonly onCall: (subgraph: string) => CallObserver;
  /** Is told when a subgraph's breaker has opened. */
  readonly onBreakerOpened: (subgraph: string) => void;
  readonly #metrics: Metrics;
  readonly #operations: (type: string, outcome: string) => Count;
  readonly #refusals: (reason: string) => Count;

  constructor(metrics: Metrics) {
    const count = (name: string, help: string) => metrics.count(`lynk_gateway_${name}_total`, help);
    this.#metrics = metrics;
    this.live = {
      events: count('live_events', 'Events that upstreams sent.'),
      executions: count('live_executions', 'Executions of events; shared ones count once.'),
      offers: count('live_offers', 'Items that shared streams offered to viewers.'),
      frames: count('live_frames', 'Frames with results that were written to sockets.'),
      refills: count('live_refills', 'Viewers that asked for what they had missed.'),
      resets: count('live_resets', 'Viewers that had missed too much and were told to fetch the history.'),
      failures: count('live_failures', 'Subscriptions that ended with an error.'),
      brokenUpstreams: count('live_broken_upstreams', 'Upstreams that broke after they had begun.'),
      fullQueues: count('live_full_queues', 'Queues of viewers that catch up which were full and were thrown away.'),
      slowReaders: count('slow_readers_cut', 'Sockets that were cut since their client did not read.'),
    };
    this.#operations = metrics.labelledCount('lynk_gateway_operations_total', 'Operations that ran.', [
      'type',
      'outcome',
    ]);
    this.#refusals = metrics.labelledCount('lynk_gateway_refusals_total', 'What was not taken on, and why.', [
      'reason',
    ]);
    const seconds = metrics.durations(
      'lynk_gateway_subgraph_call_seconds',
      'Calls of subgraphs; of subscriptions, until they began.',
      ['subgraph', 'kind', 'outcome'],
      CALL_SECONDS,
    );
    this.onCall = (subgraph) => (kind, outcome, duration) => seconds([subgraph, kind, outcome], duration);
    const opened = metrics.labelledCount('lynk_gateway_breaker_openings_total', 'How often a circuit breaker opened.', [
      'subgraph',
    ]);
    this.onBreakerOpened = (subgraph) => {
      opened(subgraph).value += 1;
    };
  }

  /** Says where to read what is not counted. Once. */
  read(readings: GatewayReadings): void {
    const gauge = (name: string, help: string, read: () => number) =>
      this.#metrics.gauge(`lynk_gateway_${name}`, help, read);
    gauge('sockets', 'Open sockets.', readings.sockets);
    gauge('queued_bytes', 'Bytes that wait for clients to read them, of all sockets.', readings.queuedBytes);
    gauge('subscribers', 'Subscriptions that run.', readings.subscribers);
    gauge('shared_streams', 'Upstreams that viewers share.', readings.sharedStreams);
    gauge('live_admissions_waiting', 'Viewers that wait to be told what they missed.', readings.waitingAdmissions);
    this.#metrics.labelledGauge(
      'lynk_gateway_breaker_state',
      'Circuit breakers: 0 closed, 1 half-open, 2 open.',
      'subgraph',
      () => [...readings.breakers()].map(([subgraph, state]) => [subgraph, STATES[state]] as const),
    );
  }

  /** An operation has ended, or a subscription has begun. */
  operation(type: 'query' | 'mutation' | 'subscription', outcome: OperationOutcome): void {
    this.#operations(type, outcome).value += 1;
  }

  /** Something was not taken on. */
  refused(reason: RefusalReason): void {
    this.#refusals(reason).value += 1;
  }
}
