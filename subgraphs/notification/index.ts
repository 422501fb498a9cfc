import type { Clock } from '#platform/clock/clock.ts';
import type { EventLog } from '#platform/event-log/event-log.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Presence } from '#platform/presence/presence.ts';
import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { Profiles } from '#platform/profiles/profiles.ts';
import type { PubSub } from '#platform/pubsub/pubsub.ts';
import type { Push } from '#platform/push/push.ts';
import type { RoomAccess } from '#platform/room-access/room-access.ts';
import type { RoomReader } from '#platform/room-reader/room-reader.ts';
import type { Sessions } from '#platform/sessions/sessions.ts';
import { defineSubgraph, type Subgraph } from '#platform/subgraph/subgraph.ts';
import type { Validation } from '#platform/validation/validation.ts';
import { consumeEvents } from './events.ts';
import { createLoaders } from './loaders.ts';
import { permissions } from './permissions.ts';
import { NotificationPrivacy } from './privacy.ts';
import { createResolvers } from './resolvers.ts';
import { FanOut } from './service/fan-out.ts';
import { Inbox } from './service/inbox.ts';
import { InboxKeeper } from './service/inbox-keeper.ts';
import { InboxNotices } from './service/inbox-notices.ts';
import { Mutes } from './service/mutes.ts';
import { PushChecks } from './service/push-checks.ts';
import { PushTargets } from './service/push-targets.ts';
import { Pusher } from './service/pusher.ts';
import { Sweep } from './service/sweep.ts';
import type { NotificationStore } from './store/store.ts';

/** What notification needs. */
export interface NotificationDependencies {
  /** The text of `schema/notification.graphql`. */
  readonly typeDefs: string;
  readonly store: NotificationStore;
  /** The services that show things on devices. */
  readonly push: Push;
  /** Served by auth. */
  readonly sessions: Pick<Sessions, 'usable'>;
  /** Served by user. */
  readonly validation: Validation;
  /** Served by user. */
  readonly profiles: Profiles;
  /** Served by room. */
  readonly roomAccess: RoomAccess;
  /** Served by message. */
  readonly roomReader: RoomReader;
  readonly presence: Presence;
  readonly pubsub: PubSub;
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long somebody who is there may take to read a message before it is pushed, in milliseconds. */
  readonly pushDelayMs: number;
}

/** Notification, and what it serves to others. */
export interface Notification {
  readonly subgraph: Subgraph;
  readonly privacy: PersonalData;
}

/** Puts notification together. */
export function createNotification(dependencies: NotificationDependencies): Notification {
  const { typeDefs, store, logger, pushDelayMs: delayMs } = dependencies;
  const notices = new InboxNotices(dependencies);
  const mutes = new Mutes(dependencies);
  const fanOut = new FanOut({ ...dependencies, delayMs });
  const inboxKeeper = new InboxKeeper({ ...dependencies, notices });
  const checks = new PushChecks(dependencies);

  const subgraph = defineSubgraph({
    name: 'notification',
    typeDefs,
    resolvers: createResolvers({
      targets: new PushTargets(dependencies),
      mutes,
      inbox: new Inbox({ ...dependencies, notices }),
    }),
    permissions,
    logger,
    createLoaders: ({ identity }) => createLoaders(mutes, identity),
    background: [
      () => new Pusher({ ...dependencies, checks }),
      () => Sweep.start(dependencies),
      () => consumeEvents({ ...dependencies, fanOut, inboxKeeper }),
    ],
  });
  return { subgraph, privacy: new NotificationPrivacy({ store }) };
}
