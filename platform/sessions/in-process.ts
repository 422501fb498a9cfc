import { BoundPort } from '../in-process/bound-port.ts';
import type { Sessions } from './sessions.ts';

/** {@link Sessions} of a subgraph in the same process. */
export class InProcessSessions extends BoundPort<Sessions> implements Sessions {
  constructor() {
    super('sessions');
  }

  endedSince(...args: Parameters<Sessions['endedSince']>): ReturnType<Sessions['endedSince']> {
    return this.call((server) => server.endedSince(...args));
  }

  usable(...args: Parameters<Sessions['usable']>): ReturnType<Sessions['usable']> {
    return this.call((server) => server.usable(...args));
  }
}
