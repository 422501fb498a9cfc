import type { Clock } from '#platform/clock/clock.ts';
import { badUserInput } from '#platform/errors/errors.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { decodeBase64Url } from '#platform/ids/ids.ts';
import { type PubSub, viewerChannel } from '#platform/pubsub/pubsub.ts';
import type { MessageStore } from '../store/store.ts';
import type { Nudges } from './nudges.ts';
import { PulledStream } from './pulled-stream.ts';
import { type ViewerEvent, ViewerStream } from './viewer-stream.ts';

/** The cursor of a person's stream: a version and a time. State needs no more: what is so is told, whatever was missed. */
const VERSION = 1;
const LENGTH = 7;

/** Opens people's own streams. */
export class ViewerStreams {
  readonly #store: MessageStore;
  readonly #pubsub: PubSub;
  readonly #nudges: Nudges;
  readonly #clock: Clock;

  constructor(dependencies: { store: MessageStore; pubsub: PubSub; nudges: Nudges; clock: Clock }) {
    this.#store = dependencies.store;
    this.#pubsub = dependencies.pubsub;
    this.#nudges = dependencies.nudges;
    this.#clock = dependencies.clock;
  }

  /**
   * Opens a person's own stream: with a cursor it begins with the current state, without one it begins now.
   *
   * @throws LynkError BAD_USER_INPUT for what is no cursor of such a stream, SERVICE_UNAVAILABLE
   */
  async open(viewer: UserIdentity, after: string | null): Promise<PulledStream<ViewerEvent>> {
    if (after !== null) checkViewerCursor(after);
    const { userId } = viewer;
    const endings: (() => void)[] = [this.#nudges.watch(userId)];
    const release = () => {
      for (const end of endings) end();
    };
    const stream = new ViewerStream({ userId, store: this.#store, tellAll: after !== null, release });
    try {
      const end = await this.#pubsub.subscribe(
        viewerChannel(userId),
        (notice) => stream.onNotice(notice),
        () => stream.onGap(),
      );
      endings.push(end);
      return new PulledStream(stream);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** The cursor of an item that is told now. */
  cursorNow(): string {
    const bytes = Buffer.alloc(LENGTH);
    bytes[0] = VERSION;
    bytes.writeUIntBE(this.#clock.now(), 1, 6);
    return bytes.toString('base64url');
  }
}

function checkViewerCursor(cursor: string): void {
  if (decodeBase64Url(cursor, LENGTH)?.[0] === VERSION) return;
  throw badUserInput('`after` is not a cursor of your stream. Use a cursor that the API returned.', {
    argument: 'after',
  });
}
