import { BoundPort } from '../in-process/bound-port.ts';
import type { Profiles } from './profiles.ts';

/** {@link Profiles} of a subgraph in the same process. */
export class InProcessProfiles extends BoundPort<Profiles> implements Profiles {
  constructor() {
    super('profiles');
  }

  displayNames(...args: Parameters<Profiles['displayNames']>): ReturnType<Profiles['displayNames']> {
    return this.call((server) => server.displayNames(...args));
  }
}
