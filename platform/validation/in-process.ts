import { BoundPort } from '../in-process/bound-port.ts';
import type { Validation } from './validation.ts';

/** {@link Validation} of a subgraph in the same process. */
export class InProcessValidation extends BoundPort<Validation> implements Validation {
  constructor() {
    super('validation');
  }

  relations(...args: Parameters<Validation['relations']>): ReturnType<Validation['relations']> {
    return this.call((server) => server.relations(...args));
  }

  filters(...args: Parameters<Validation['filters']>): ReturnType<Validation['filters']> {
    return this.call((server) => server.filters(...args));
  }
}
