import type { Logger } from '#platform/logger/logger.ts';
import type { LiveLimits } from '../config.ts';
import type { LiveCounts } from '../metrics/gateway-figures.ts';
import type { EventExecution } from './execution.ts';
import type { JointExecutions } from './joint-executions.ts';
import type { Turns } from './turns.ts';
import type { Upstreams } from './upstream.ts';

/** What all streams work with. */
export interface LiveDependencies {
  readonly upstreams: Upstreams;
  readonly execution: EventExecution;
  readonly joint: JointExecutions;
  /** Of viewers that are admitted, or ask for what they have missed. */
  readonly admissions: Turns;
  readonly limits: LiveLimits;
  readonly counts: LiveCounts;
  readonly logger: Logger;
}
