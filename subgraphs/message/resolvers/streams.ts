import { decodeId, encodeId } from '#platform/ids/ids.ts';
import { encodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import type { Context } from '../models.ts';
import type { Resolvers } from '../resolvers.generated.ts';
import type { Pulled } from '../service/pulled-stream.ts';
import type { StreamItem } from '../service/stream-item.ts';
import type { ViewerEvent } from '../service/viewer-stream.ts';
import type { Services } from './services.ts';
import { toRoomStreamItem, toViewerStreamItem } from './stream-models.ts';

/** The subscriptions. A stream that breaks says why in its last item. */
export function createSubscriptions(services: Services): NonNullable<Resolvers['Subscription']> {
  return {
    roomEvents: {
      subscribe: (_root, { roomId, after }, { identity }) =>
        services.roomStreams.open(identity, decodeId('room', roomId, 'roomId'), after ?? null),
      resolve: (pulled: Pulled<StreamItem>, _args: object, context: Context) =>
        toRoomStreamItem(itemOf(pulled, context)),
    },
    viewerEvents: {
      subscribe: (_root, { after }, { viewer }) => services.viewerStreams.open(viewer, after ?? null),
      resolve: (pulled: Pulled<ViewerEvent>, _args: object, context: Context) =>
        toViewerStreamItem(itemOf(pulled, context), services.viewerStreams.cursorNow(), context.viewer.userId),
    },
  };
}

/** The replay of a room's stream as a query. */
export function createReplay(services: Services): NonNullable<NonNullable<Resolvers['Query']>['roomEventsSince']> {
  return async (_root, args, { viewer }) => {
    const roomId = decodeId('room', args.roomId, 'roomId');
    const page = await services.roomReplay.since(viewer, roomId, args.after ?? null);
    return {
      items: await Promise.all(page.items.map(toRoomStreamItem)),
      head: encodeRoomCursor({ roomId, seq: page.headSeq }),
      hiddenActorIds: page.hidden.map((userId) => encodeId('user', userId)),
      silentActorIds: page.silent.map((userId) => encodeId('user', userId)),
    };
  };
}

/** An item, with the loaders of the subscription emptied: each item is answered with what is so now. */
function itemOf<Item>(pulled: Pulled<Item>, { loaders }: Context): Item {
  loaders.clear();
  if ('failure' in pulled) throw pulled.failure;
  return pulled.item;
}
