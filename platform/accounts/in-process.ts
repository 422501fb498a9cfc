import { BoundPort } from '../in-process/bound-port.ts';
import type { Accounts } from './accounts.ts';

/** {@link Accounts} of a subgraph in the same process. */
export class InProcessAccounts extends BoundPort<Accounts> implements Accounts {
  constructor() {
    super('accounts');
  }

  find(...args: Parameters<Accounts['find']>): ReturnType<Accounts['find']> {
    return this.call((server) => server.find(...args));
  }
}
