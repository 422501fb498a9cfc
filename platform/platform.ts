import type { Accounts } from './accounts/accounts.ts';
import type { Attachments } from './attachments/attachments.ts';
import type { BlobStore } from './blob-store/blob-store.ts';
import type { Clock } from './clock/clock.ts';
import type { EventLog } from './event-log/event-log.ts';
import type { HotLog } from './hot-log/hot-log.ts';
import type { Logger } from './logger/logger.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { NameFilter } from './name-filter/name-filter.ts';
import type { Presence } from './presence/presence.ts';
import type { Profiles } from './profiles/profiles.ts';
import type { PubSub } from './pubsub/pubsub.ts';
import type { Push } from './push/push.ts';
import type { RateLimit } from './rate-limit/rate-limit.ts';
import type { RoomAccess } from './room-access/room-access.ts';
import type { RoomReader } from './room-reader/room-reader.ts';
import type { RoomTimeline } from './room-timeline/room-timeline.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { SigningKeys } from './signing-keys/signing-keys.ts';
import type { Tickets } from './tickets/tickets.ts';
import type { Validation } from './validation/validation.ts';

/**
 * Everything that subgraphs and gateway share, whatever stands behind it. There is one way to build it for each way to
 * run, and both build this same type.
 */
export interface Platform {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly eventLog: EventLog;
  /** Null where the message store answers as quickly by itself. */
  readonly hotLog: HotLog | null;
  readonly pubsub: PubSub;
  readonly presence: Presence;
  readonly push: Push;
  readonly rateLimit: RateLimit;
  readonly signingKeys: SigningKeys;
  readonly blobStore: BlobStore;
  readonly tickets: Tickets;
  /** Of the names of public rooms. */
  readonly nameFilter: NameFilter;
  /** Served by auth. */
  readonly accounts: Accounts;
  /** Served by auth. */
  readonly sessions: Sessions;
  /** Served by user. */
  readonly validation: Validation;
  /** Served by user. */
  readonly profiles: Profiles;
  /** Served by room. */
  readonly roomAccess: RoomAccess;
  /** Served by message. */
  readonly roomTimeline: RoomTimeline;
  /** Served by message. */
  readonly roomReader: RoomReader;
  /** Served by media. */
  readonly attachments: Attachments;
}
