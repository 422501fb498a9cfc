import type { HotLog } from '#platform/hot-log/hot-log.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { type PubSub, roomChannel, viewerChannel } from '#platform/pubsub/pubsub.ts';
import { hotEntryOf } from '../store/hot-events.ts';
import type { AppendResult, NewRoomEvent, RoomEvent } from '../store/room-log.ts';
import { timeOfEventId } from '../store/snowflake.ts';
import { toNotice } from './notices.ts';
import type { Nudges } from './nudges.ts';

/** Tells what was appended to whoever watches at that moment. Nobody relies on it: a feed that missed it reads the log. */
export class Announcer {
  readonly #hotLog: HotLog | null;
  readonly #pubsub: PubSub;
  readonly #nudges: Nudges;
  readonly #logger: Logger;

  constructor(dependencies: { hotLog: HotLog | null; pubsub: PubSub; nudges: Nudges; logger: Logger }) {
    this.#hotLog = dependencies.hotLog;
    this.#pubsub = dependencies.pubsub;
    this.#nudges = dependencies.nudges;
    this.#logger = dependencies.logger;
  }

  /**
   * Tells an event that `append` gave its place; other results are told to nobody. Resolves when the notices were handed
   * over, and never rejects.
   */
  async appended(roomId: string, event: NewRoomEvent, result: AppendResult): Promise<void> {
    if (result.outcome !== 'appended') return;
    const { seq, id } = result;
    const { actorId, clientKey, body } = event;
    try {
      await this.#tell({ roomId, seq, id, actorId, clientKey, body, createdAt: timeOfEventId(id) });
    } catch (error) {
      this.#logger.warn(
        { err: error, roomId, seq },
        'an event could not be announced; feeds will read it from the log',
      );
    }
  }

  async #tell(event: RoomEvent): Promise<void> {
    const { roomId, body } = event;
    this.#keepHot(event);
    if (body.type === 'message.sent' || body.type === 'message.deleted') this.#nudges.roomChanged(roomId);
    await this.#pubsub.publish(roomChannel(roomId), toNotice({ kind: 'event', event }));
    if (body.type === 'member.joined' || body.type === 'member.left') {
      const notice = toNotice({ kind: 'membership', roomId, isMember: body.type === 'member.joined' });
      await this.#pubsub.publish(viewerChannel(body.userId), notice);
    }
  }

  /** Nobody waits for it. What a deleted message said goes with everything that is kept of its room. */
  #keepHot(event: RoomEvent): void {
    const { roomId, body, createdAt } = event;
    if (body.type === 'message.deleted') void this.#hotLog?.forget(roomId);
    void this.#hotLog?.put(roomId, hotEntryOf(event), createdAt);
  }
}
