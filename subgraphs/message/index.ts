import type { Attachments } from '#platform/attachments/attachments.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { EventLog } from '#platform/event-log/event-log.ts';
import type { HotLog } from '#platform/hot-log/hot-log.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { OutboxRelay } from '#platform/outbox/relay.ts';
import type { Presence } from '#platform/presence/presence.ts';
import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { PubSub } from '#platform/pubsub/pubsub.ts';
import type { RoomAccess } from '#platform/room-access/room-access.ts';
import type { RoomReader } from '#platform/room-reader/room-reader.ts';
import type { RoomTimeline } from '#platform/room-timeline/room-timeline.ts';
import { defineSubgraph, type Subgraph } from '#platform/subgraph/subgraph.ts';
import type { Validation } from '#platform/validation/validation.ts';
import { consumeEvents } from './events.ts';
import { MessageLoaders } from './loaders.ts';
import { permissions as permissionMap } from './permissions.ts';
import { MessagePrivacy } from './privacy.ts';
import { createResolvers } from './resolvers.ts';
import { RoomPermissions } from './service/access.ts';
import { Announcer } from './service/announce.ts';
import { DeleteMessage } from './service/delete.ts';
import { EditMessage } from './service/edit.ts';
import { ViewerFilters } from './service/filters.ts';
import { History } from './service/history.ts';
import { MessageStates } from './service/live-event.ts';
import { MarkRead } from './service/mark-read.ts';
import { Nudges } from './service/nudges.ts';
import { PresenceAnnouncer } from './service/presence.ts';
import { React } from './service/react.ts';
import { RoomFeeds } from './service/room-feeds.ts';
import { RoomReading } from './service/room-reading.ts';
import { RoomReplay } from './service/room-replay.ts';
import { RoomStreams } from './service/room-streams.ts';
import { RoomTimelineService } from './service/room-timeline.ts';
import { SendMessage } from './service/send.ts';
import { Typing } from './service/typing.ts';
import { TypingBoard } from './service/typing-board.ts';
import { ViewerRooms } from './service/viewer-rooms.ts';
import { ViewerStreams } from './service/viewer-streams.ts';
import { WhoIsThere } from './service/who-is-there.ts';
import { HotReads } from './store/hot-reads.ts';
import type { MessageStore } from './store/store.ts';

/** What message needs. */
export interface MessageDependencies {
  /** The text of `schema/message.graphql`. */
  readonly typeDefs: string;
  readonly store: MessageStore;
  /** Served by room. */
  readonly roomAccess: RoomAccess;
  /** Served by user. */
  readonly validation: Validation;
  /** Served by media. */
  readonly attachments: Attachments;
  /** Null where the store answers as quickly by itself. */
  readonly hotLog: HotLog | null;
  readonly pubsub: PubSub;
  readonly presence: Presence;
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Metrics;
}

/** Message, and what it serves to others. */
export interface MessageParts {
  readonly subgraph: Subgraph;
  readonly roomTimeline: RoomTimeline;
  readonly roomReader: RoomReader;
  readonly privacy: PersonalData;
}

/** Puts message together. */
export function createMessage(dependencies: MessageDependencies): MessageParts {
  const { typeDefs, store, hotLog, eventLog, logger, clock, metrics } = dependencies;
  const { log } = store;
  const reads = hotLog ? new HotReads({ store, hotLog }) : store;
  const states = new MessageStates(store);
  const typing = new TypingBoard(clock);
  const permissions = new RoomPermissions({ ...dependencies, log });
  const nudges = new Nudges(dependencies);
  const announcer = new Announcer({ ...dependencies, nudges });
  const roomTimeline = new RoomTimelineService({ log, announcer });
  const feeds = new RoomFeeds({ ...dependencies, log: reads.log, states, typing });
  const filters = new ViewerFilters(dependencies);
  const whoIsThere = new WhoIsThere({ ...dependencies, typing });
  const writing = { store, permissions, announcer, clock };

  const subgraph = defineSubgraph({
    name: 'message',
    typeDefs,
    resolvers: createResolvers({
      send: new SendMessage({ ...writing, attachments: dependencies.attachments }),
      edit: new EditMessage(writing),
      delete: new DeleteMessage(writing),
      react: new React(writing),
      markRead: new MarkRead({ ...dependencies, permissions }),
      typing: new Typing({ ...dependencies, permissions, typing }),
      history: new History({ store: reads }),
      viewerRooms: new ViewerRooms(dependencies),
      roomReplay: new RoomReplay({ ...dependencies, store: reads, permissions, states, whoIsThere }),
      roomStreams: new RoomStreams({ ...dependencies, store: reads, permissions, feeds, filters, states, whoIsThere }),
      viewerStreams: new ViewerStreams({ ...dependencies, nudges }),
    }),
    permissions: permissionMap,
    logger,
    createLoaders: ({ identity }) => new MessageLoaders({ ...dependencies, states, permissions }, identity),
    background: [
      () => new OutboxRelay({ outbox: store.outbox, eventLog, logger, metrics, owner: 'message' }),
      () => feeds,
      () => filters,
      () => nudges,
      () => consumeEvents({ eventLog, roomTimeline, logger }),
      () => new PresenceAnnouncer(dependencies),
    ],
  });
  return { subgraph, roomTimeline, roomReader: new RoomReading({ store }), privacy: new MessagePrivacy(dependencies) };
}
