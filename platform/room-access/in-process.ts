import { BoundPort } from '../in-process/bound-port.ts';
import type { RoomAccess } from './room-access.ts';

/** {@link RoomAccess} of a subgraph in the same process. */
export class InProcessRoomAccess extends BoundPort<RoomAccess> implements RoomAccess {
  constructor() {
    super('room-access');
  }

  check(...args: Parameters<RoomAccess['check']>): ReturnType<RoomAccess['check']> {
    return this.call((server) => server.check(...args));
  }
}
