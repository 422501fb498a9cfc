import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { RoomTimeline, TimelineChange, TimelineEntry } from '#platform/room-timeline/room-timeline.ts';
import type { NewRoomEvent, RoomEventBody, RoomLog } from '../store/room-log.ts';
import type { Announcer } from './announce.ts';

/**
 * Gives what other subgraphs have committed its place in a room's sequence. The entry's key makes repeating harmless, the
 * version of a membership makes the order of arrival harmless.
 */
export class RoomTimelineService implements RoomTimeline {
  readonly #log: RoomLog;
  readonly #announcer: Announcer;

  constructor(dependencies: { log: RoomLog; announcer: Announcer }) {
    this.#log = dependencies.log;
    this.#announcer = dependencies.announcer;
  }

  async append(roomId: string, entries: readonly TimelineEntry[]): Promise<void> {
    let isOpen = (await this.#log.heads([roomId])).has(roomId);
    for (const { eventId, change } of entries) {
      if (change.type === 'room.created') {
        // Older than any key is remembered, it may come again: a room is made once.
        if (isOpen) continue;
      } else if (!isOpen) {
        // A block of two people who have never written to each other has no room to stand in.
        if (change.type === 'access.changed') continue;
        // The first event of a room says that it was made; the owner's outbox brings it in its order.
        throw serviceUnavailable('The room is being set up. Try again.');
      }
      await this.#appendOne(roomId, eventId, change);
      isOpen = true;
    }
  }

  async #appendOne(roomId: string, eventId: string, change: TimelineChange): Promise<void> {
    const event: NewRoomEvent = {
      body: bodyOf(change),
      actorId: change.actorId,
      clientKey: eventId,
      allowedAtEpoch: null,
      topic: null,
    };
    const result = await this.#log.append(roomId, event);
    // Waited for, so that whoever loses access has lost it on live streams, too, when the owner answers.
    await this.#announcer.appended(roomId, event, result);
  }
}

function bodyOf(change: TimelineChange): RoomEventBody {
  const { actorId: _, ...body } = change;
  return body;
}
