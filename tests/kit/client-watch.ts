import { print } from 'graphql';
import { onTestFinished } from 'vitest';
import type { RoomEventsSubscription } from '#client/gql/graphql.ts';
import { type Break, LiveClient, type Session } from '#client/index.ts';
import type { CutSockets } from './cut-sockets.ts';
import type { LiveAddress } from './live.ts';
import { ROOM_EVENTS } from './operations/live.ts';
import { liveCursor, type Person } from './people.ts';
import type { Recorder } from './recorder.ts';

/** A room that somebody watches through the live client, which comes back by itself. All that comes is recorded. */
export class ClientWatch {
  /** The newest message. */
  lastBody: string | null = null;
  /** How many items came. */
  count = 0;
  /** How the stream ended; null while it goes on. */
  ending: unknown = null;
  /** Why it was interrupted, in order. */
  readonly breaks: Break[] = [];

  /** Begins at the room's present position; it ends with the test. @param sockets opens the client's sockets */
  static async open(
    lynk: LiveAddress,
    recorder: Recorder,
    options: { person: Person; session: Session; sockets: CutSockets },
  ): Promise<ClientWatch> {
    const { person, session, sockets } = options;
    const watch = new ClientWatch();
    const live = new LiveClient({
      url: lynk.wsUrl,
      accessToken: (refused) => session.token(refused),
      webSocket: sockets.webSocket,
      pauses: { baseMs: 20, maxMs: 200, spreadMs: 200 },
      onBreak: (reason) => watch.breaks.push(reason),
    });
    onTestFinished(() => live.close());
    const after = await liveCursor(person, recorder.roomId);
    const record = recorder.chain(person, after);
    live.subscribe<RoomEventsSubscription>(
      { query: print(ROOM_EVENTS), variables: { roomId: recorder.roomId, after } },
      {
        next: ({ roomEvents }) => {
          record(roomEvents);
          watch.count += 1;
          if (roomEvents.event?.__typename === 'MessageSent') watch.lastBody = roomEvents.event.message.body ?? null;
        },
        error: (error) => {
          watch.ending = error;
        },
        complete: () => {
          watch.ending = 'complete';
        },
      },
    );
    return watch;
  }
}
