import type { Attachments } from '#platform/attachments/attachments.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { EventLog } from '#platform/event-log/event-log.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { NameFilter } from '#platform/name-filter/name-filter.ts';
import { OutboxRelay } from '#platform/outbox/relay.ts';
import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { RoomAccess } from '#platform/room-access/room-access.ts';
import type { RoomTimeline } from '#platform/room-timeline/room-timeline.ts';
import { defineSubgraph, type Subgraph } from '#platform/subgraph/subgraph.ts';
import type { Tickets } from '#platform/tickets/tickets.ts';
import type { Validation } from '#platform/validation/validation.ts';
import { createLoaders } from './loaders.ts';
import { permissions } from './permissions.ts';
import { RoomPrivacy } from './privacy.ts';
import { createResolvers } from './resolvers.ts';
import { ComeAndGo } from './service/come-and-go.ts';
import { CreateRoom } from './service/create-room.ts';
import { Departure } from './service/departure.ts';
import { ManageMembers } from './service/manage-members.ts';
import { OpenDirectRoom } from './service/open-direct-room.ts';
import { ReadRooms } from './service/read-rooms.ts';
import { RoomDirectory } from './service/room-directory.ts';
import { RoomNames } from './service/room-names.ts';
import { RoomWriter } from './service/room-writer.ts';
import { SetPicture } from './service/set-picture.ts';
import type { RoomStore } from './store/store.ts';

/** What the room subgraph needs. */
export interface RoomDependencies {
  /** The text of `schema/room.graphql`. */
  readonly typeDefs: string;
  readonly store: RoomStore;
  readonly validation: Validation;
  readonly roomTimeline: RoomTimeline;
  /** Served by media. */
  readonly attachments: Attachments;
  readonly tickets: Tickets;
  readonly nameFilter: NameFilter;
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Metrics;
}

/** The room subgraph, and what it serves to others. */
export interface RoomService {
  readonly subgraph: Subgraph;
  readonly roomAccess: RoomAccess;
  readonly privacy: PersonalData;
}

/** Puts the room subgraph together. */
export function createRoom(dependencies: RoomDependencies): RoomService {
  const { typeDefs, store, validation, eventLog, clock, logger, metrics } = dependencies;
  const names = new RoomNames(dependencies);
  const writer = new RoomWriter({ ...dependencies, names });
  const rooms = new ReadRooms({ store });

  const subgraph = defineSubgraph({
    name: 'room',
    typeDefs,
    resolvers: createResolvers({
      rooms,
      names,
      createRoom: new CreateRoom({ writer, clock }),
      openDirectRoom: new OpenDirectRoom({ store, writer, validation }),
      comeAndGo: new ComeAndGo({ writer }),
      manageMembers: new ManageMembers({ store, writer, validation }),
      setPicture: new SetPicture({ ...dependencies, writer }),
    }),
    permissions,
    logger,
    createLoaders: ({ identity }) => createLoaders(rooms, identity),
    background: [
      () => new OutboxRelay({ outbox: store.outbox, eventLog, logger, metrics, owner: 'room' }),
      () => names.start(),
    ],
  });
  return {
    subgraph,
    roomAccess: new RoomDirectory({ store }),
    privacy: new RoomPrivacy({ store, departure: new Departure({ store, writer }) }),
  };
}
