import { BoundPort } from '../in-process/bound-port.ts';
import type { RoomReader } from './room-reader.ts';

/** {@link RoomReader} of a subgraph in the same process. */
export class InProcessRoomReader extends BoundPort<RoomReader> implements RoomReader {
  constructor() {
    super('room-reader');
  }

  messages(...args: Parameters<RoomReader['messages']>): ReturnType<RoomReader['messages']> {
    return this.call((server) => server.messages(...args));
  }

  readUpTo(...args: Parameters<RoomReader['readUpTo']>): ReturnType<RoomReader['readUpTo']> {
    return this.call((server) => server.readUpTo(...args));
  }

  members(...args: Parameters<RoomReader['members']>): ReturnType<RoomReader['members']> {
    return this.call((server) => server.members(...args));
  }
}
