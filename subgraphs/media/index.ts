import type { Attachments } from '#platform/attachments/attachments.ts';
import type { BlobStore } from '#platform/blob-store/blob-store.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { EventLog } from '#platform/event-log/event-log.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { RoomAccess } from '#platform/room-access/room-access.ts';
import { defineSubgraph, type Subgraph } from '#platform/subgraph/subgraph.ts';
import type { Tickets } from '#platform/tickets/tickets.ts';
import { consumeEvents } from './events.ts';
import { createLoaders } from './loaders.ts';
import { permissions } from './permissions.ts';
import { MediaPrivacy } from './privacy.ts';
import { createResolvers } from './resolvers.ts';
import { Claims } from './service/claim.ts';
import { CompleteUpload } from './service/complete-upload.ts';
import { CreateUpload } from './service/create-upload.ts';
import { Downloads } from './service/download.ts';
import type { MediaLimits } from './service/limits.ts';
import { Sweep } from './service/sweep.ts';
import { VisibleFiles } from './service/visible.ts';
import type { MediaStore } from './store/store.ts';

/** What the media subgraph needs. */
export interface MediaDependencies {
  /** The text of `schema/media.graphql`. */
  readonly typeDefs: string;
  readonly store: MediaStore;
  readonly blobStore: BlobStore;
  readonly tickets: Tickets;
  /** Served by room. */
  readonly roomAccess: RoomAccess;
  readonly eventLog: EventLog;
  readonly limits: MediaLimits;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The media subgraph, and what it serves to others. */
export interface MediaParts {
  readonly subgraph: Subgraph;
  readonly attachments: Attachments;
  readonly privacy: PersonalData;
}

/** Puts the media subgraph together. */
export function createMedia(dependencies: MediaDependencies): MediaParts {
  const { typeDefs, logger } = dependencies;
  const visible = new VisibleFiles(dependencies);
  const sweep = new Sweep(dependencies);
  const onDiscarded = () => sweep.wake();

  const subgraph = defineSubgraph({
    name: 'media',
    typeDefs,
    resolvers: createResolvers({
      createUpload: new CreateUpload(dependencies),
      completeUpload: new CompleteUpload({ ...dependencies, onDiscarded }),
      downloads: new Downloads(dependencies),
    }),
    permissions,
    logger,
    createLoaders: ({ identity }) => createLoaders(visible, identity),
    background: [() => sweep.start(), () => consumeEvents({ ...dependencies, onDiscarded })],
  });
  return { subgraph, attachments: new Claims(dependencies), privacy: new MediaPrivacy({ ...dependencies, sweep }) };
}
