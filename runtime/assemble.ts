import { InProcessAccounts } from '#platform/accounts/in-process.ts';
import { InProcessAttachments } from '#platform/attachments/in-process.ts';
import type { Platform } from '#platform/platform.ts';
import { InProcessProfiles } from '#platform/profiles/in-process.ts';
import { InProcessRoomAccess } from '#platform/room-access/in-process.ts';
import { InProcessRoomReader } from '#platform/room-reader/in-process.ts';
import { InProcessRoomTimeline } from '#platform/room-timeline/in-process.ts';
import { InProcessSessions } from '#platform/sessions/in-process.ts';
import type { Subgraph } from '#platform/subgraph/subgraph.ts';
import { InProcessValidation } from '#platform/validation/in-process.ts';
import { createAuth } from '#subgraphs/auth/index.ts';
import type { AuthStore } from '#subgraphs/auth/store/store.ts';
import { createMedia } from '#subgraphs/media/index.ts';
import type { MediaStore } from '#subgraphs/media/store/store.ts';
import { createMessage } from '#subgraphs/message/index.ts';
import type { MessageStore } from '#subgraphs/message/store/store.ts';
import { createNotification } from '#subgraphs/notification/index.ts';
import type { NotificationStore } from '#subgraphs/notification/store/store.ts';
import { createRoom } from '#subgraphs/room/index.ts';
import type { RoomStore } from '#subgraphs/room/store/store.ts';
import { createUser } from '#subgraphs/user/index.ts';
import type { UserStore } from '#subgraphs/user/store/store.ts';
import type { Config } from './config.ts';
import { readSubgraphSchema } from './schema-files.ts';

/** What subgraphs serve to each other. */
type ServedPorts = Pick<
  Platform,
  'accounts' | 'sessions' | 'validation' | 'profiles' | 'roomAccess' | 'roomTimeline' | 'roomReader' | 'attachments'
>;

/** The part of the platform that does not come from a subgraph. */
export type Foundation = Omit<Platform, keyof ServedPorts>;

/** Where each subgraph keeps what it owns. */
export interface Stores {
  readonly auth: AuthStore;
  readonly user: UserStore;
  readonly room: RoomStore;
  readonly message: MessageStore;
  readonly notification: NotificationStore;
  readonly media: MediaStore;
}

/** All subgraphs of one process, which need each other in a circle: each gets the others' ports before they are served. */
export function assembleSubgraphs(
  foundation: Foundation,
  stores: Stores,
  config: Config,
): { platform: Platform; subgraphs: readonly Subgraph[] } {
  const accounts = new InProcessAccounts();
  const sessions = new InProcessSessions();
  const validation = new InProcessValidation();
  const profiles = new InProcessProfiles();
  const roomAccess = new InProcessRoomAccess();
  const roomTimeline = new InProcessRoomTimeline();
  const roomReader = new InProcessRoomReader();
  const attachments = new InProcessAttachments();
  const platform: Platform = {
    ...foundation,
    accounts,
    sessions,
    validation,
    profiles,
    roomAccess,
    roomTimeline,
    roomReader,
    attachments,
  };
  const logger = (name: string) => foundation.logger.child({ subgraph: name });

  const auth = createAuth({
    ...platform,
    typeDefs: readSubgraphSchema('auth'),
    store: stores.auth,
    logger: logger('auth'),
    rateLimitRule: config.rateLimit,
    accessTokenSeconds: config.accessTokenSeconds,
    refreshTokenDays: config.refreshTokenDays,
  });
  const user = createUser({
    ...platform,
    typeDefs: readSubgraphSchema('user'),
    store: stores.user,
    logger: logger('user'),
  });
  const room = createRoom({
    ...platform,
    typeDefs: readSubgraphSchema('room'),
    store: stores.room,
    logger: logger('room'),
  });
  const message = createMessage({
    ...platform,
    typeDefs: readSubgraphSchema('message'),
    store: stores.message,
    logger: logger('message'),
  });
  const media = createMedia({
    ...platform,
    typeDefs: readSubgraphSchema('media'),
    store: stores.media,
    logger: logger('media'),
    limits: config.media,
  });
  const notification = createNotification({
    ...platform,
    typeDefs: readSubgraphSchema('notification'),
    store: stores.notification,
    logger: logger('notification'),
    pushDelayMs: config.pushDelayMs,
  });
  accounts.bind(auth.accounts);
  sessions.bind(auth.sessions);
  validation.bind(user.validation);
  profiles.bind(user.profiles);
  roomAccess.bind(room.roomAccess);
  roomTimeline.bind(message.roomTimeline);
  roomReader.bind(message.roomReader);
  attachments.bind(media.attachments);
  const parts = [auth, user, room, message, media, notification];
  return { platform, subgraphs: parts.map(({ subgraph }) => subgraph) };
}
