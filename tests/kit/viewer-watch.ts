import type { ViewerEventsSubscription } from '#client/gql/graphql.ts';
import { LiveSubscription } from './live.ts';
import type { Lynk } from './lynk.ts';
import { VIEWER_EVENTS } from './operations/live.ts';
import type { Person } from './people.ts';

/** A person who watches its own stream. */
export class ViewerWatch extends LiveSubscription<ViewerEventsSubscription, { after?: string }> {
  constructor(lynk: Lynk, viewer: Person, after?: string) {
    super(lynk.wsUrl, viewer.accessToken, VIEWER_EVENTS, after === undefined ? {} : { after });
  }

  /** The newest cursor. */
  get cursor(): string | undefined {
    return this.items.at(-1)?.viewerEvents.cursor;
  }

  /** The newest unread count that was told of a room; undefined when none was. */
  unreadCount(roomId: string): number | undefined {
    const told = this.items.flatMap(({ viewerEvents: { event } }) =>
      event?.__typename === 'UnreadCountChanged' && event.room?.id === roomId ? [event.unreadCount] : [],
    );
    return told.at(-1);
  }

  /** Whether it was told that the person came into a room, or left it. */
  was(type: 'RoomJoined' | 'RoomLeft', roomId: string): boolean {
    return this.items.some(({ viewerEvents: { event } }) => event?.__typename === type && event.room?.id === roomId);
  }
}
