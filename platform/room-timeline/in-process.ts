import { BoundPort } from '../in-process/bound-port.ts';
import type { RoomTimeline } from './room-timeline.ts';

/** {@link RoomTimeline} of a subgraph in the same process. */
export class InProcessRoomTimeline extends BoundPort<RoomTimeline> implements RoomTimeline {
  constructor() {
    super('room-timeline');
  }

  append(...args: Parameters<RoomTimeline['append']>): ReturnType<RoomTimeline['append']> {
    return this.call((server) => server.append(...args));
  }
}
