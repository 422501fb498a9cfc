import { BoundPort } from '../in-process/bound-port.ts';
import type { Attachments } from './attachments.ts';

/** {@link Attachments} of a subgraph in the same process. */
export class InProcessAttachments extends BoundPort<Attachments> implements Attachments {
  constructor() {
    super('attachments');
  }

  claim(...args: Parameters<Attachments['claim']>): ReturnType<Attachments['claim']> {
    return this.call((server) => server.claim(...args));
  }
}
