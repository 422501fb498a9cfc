import type { Accounts } from '#platform/accounts/accounts.ts';
import type { Attachments } from '#platform/attachments/attachments.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { EventLog } from '#platform/event-log/event-log.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { OutboxRelay } from '#platform/outbox/relay.ts';
import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { Profiles as ProfilesPort } from '#platform/profiles/profiles.ts';
import type { PubSub } from '#platform/pubsub/pubsub.ts';
import type { RoomTimeline } from '#platform/room-timeline/room-timeline.ts';
import { defineSubgraph, type Subgraph } from '#platform/subgraph/subgraph.ts';
import type { Validation } from '#platform/validation/validation.ts';
import { consumeEvents } from './events.ts';
import { createLoaders } from './loaders.ts';
import { permissions } from './permissions.ts';
import { UserPrivacy } from './privacy.ts';
import { createResolvers } from './resolvers.ts';
import { Blocks } from './service/blocks.ts';
import { NameDirectory } from './service/name-directory.ts';
import { Profiles } from './service/profiles.ts';
import { Relations } from './service/relations.ts';
import { UpdateProfile } from './service/update-profile.ts';
import type { UserStore } from './store/store.ts';

/** What the user subgraph needs. */
export interface UserDependencies {
  /** The text of `schema/user.graphql`. */
  readonly typeDefs: string;
  readonly store: UserStore;
  readonly accounts: Accounts;
  readonly roomTimeline: RoomTimeline;
  /** Served by media. */
  readonly attachments: Attachments;
  readonly pubsub: PubSub;
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Metrics;
}

/** The user subgraph, and what it serves to others. */
export interface User {
  readonly subgraph: Subgraph;
  readonly validation: Validation;
  readonly profiles: ProfilesPort;
  readonly privacy: PersonalData;
}

/** Puts the user subgraph together. */
export function createUser(dependencies: UserDependencies): User {
  const { typeDefs, store, eventLog, logger, metrics } = dependencies;
  const profiles = new Profiles(dependencies);
  const blocks = new Blocks({ ...dependencies, profiles });
  const updateProfile = new UpdateProfile({ ...dependencies, profiles });

  const subgraph = defineSubgraph({
    name: 'user',
    typeDefs,
    resolvers: createResolvers({ store, updateProfile, blocks }),
    permissions,
    logger,
    createLoaders: () => createLoaders(store, profiles),
    background: [
      () => new OutboxRelay({ outbox: store.outbox, eventLog, logger, metrics, owner: 'user' }),
      () => consumeEvents({ eventLog, profiles, logger }),
    ],
  });
  return {
    subgraph,
    validation: new Relations({ store, profiles }),
    profiles: new NameDirectory({ profiles }),
    privacy: new UserPrivacy(store),
  };
}
