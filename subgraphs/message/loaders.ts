import DataLoader from 'dataloader';
import type { Identity } from '#platform/identity/identity.ts';
import type { MessageKey } from '#platform/ids/ids.ts';
import type { Presence, PresenceState } from '#platform/presence/presence.ts';
import type { Validation } from '#platform/validation/validation.ts';
import type { RoomPermissions } from './service/access.ts';
import type { MessageStates } from './service/live-event.ts';
import { visiblePresence } from './service/presence.ts';
import { type Message, type MessageStore, type Reaction, type ReadPosition, reactionKey } from './store/store.ts';

/** What loaders read from. */
export interface LoaderDependencies {
  readonly store: MessageStore;
  readonly states: MessageStates;
  readonly permissions: RoomPermissions;
  readonly presence: Presence;
  readonly validation: Validation;
}

const BATCH = 500;

/**
 * What one request reads, each thing once. A request that goes on, such as a subscription, and one that writes in between
 * {@link clear} them.
 */
export class MessageLoaders {
  /** Message by key; null when there is none. */
  readonly messages: DataLoader<MessageKey, Message | null, string>;
  /** Reactions of a message, the earliest first. */
  readonly reactions: DataLoader<MessageKey, readonly Reaction[], string>;
  /** Whether the one who asks may read a room (UUID). */
  readonly mayRead: DataLoader<string, boolean>;
  /** The newest message of a room (UUID), whoever asks. */
  readonly lastMessages: DataLoader<string, Message | null>;
  /** How many messages of a room (UUID) the person who asks has not read. */
  readonly unreadCounts: DataLoader<string, number>;
  /** How far the person who asks has read a room (UUID); null when nothing was marked. */
  readonly readPositions: DataLoader<string, ReadPosition | null>;
  /** The presence of somebody (UUID) as the person who asks may see it. */
  readonly presence: DataLoader<string, PresenceState | null>;

  constructor(dependencies: LoaderDependencies, identity: Identity) {
    const { store, states, permissions } = dependencies;
    const batch = { maxBatchSize: BATCH };
    const viewerId = () => {
      if (identity.kind !== 'user') throw new Error('Only a person has rooms of its own.');
      return identity.userId;
    };
    // `states` puts together what is asked at the same time; what this adds is to remember it.
    const byKey = { batch: false, cacheKeyFn: reactionKey };
    this.messages = new DataLoader((keys) => Promise.all(keys.map((key) => states.message(key))), byKey);
    this.reactions = new DataLoader((keys) => Promise.all(keys.map((key) => states.reactions(key))), byKey);
    this.mayRead = new DataLoader((roomIds) => Promise.all(roomIds.map((id) => mayRead(permissions, identity, id))), {
      batch: false,
    });
    this.lastMessages = new DataLoader(async (roomIds) => {
      const found = await store.lastMessages(roomIds);
      return roomIds.map((roomId) => found.get(roomId) ?? null);
    }, batch);
    this.unreadCounts = new DataLoader(async (roomIds) => {
      const found = await store.unreadCounts(viewerId(), roomIds);
      return roomIds.map((roomId) => found.get(roomId) ?? 0);
    }, batch);
    this.readPositions = new DataLoader(async (roomIds) => {
      const found = await store.readPositions(viewerId(), roomIds);
      return roomIds.map((roomId) => found.get(roomId) ?? null);
    }, batch);
    this.presence = new DataLoader((userIds) => visiblePresence(dependencies, viewerId(), userIds), batch);
  }

  /** Forgets everything, so that what follows is read anew. */
  clear(): void {
    const { messages, reactions, mayRead, lastMessages, unreadCounts, readPositions, presence } = this;
    messages.clearAll();
    reactions.clearAll();
    for (const loader of [mayRead, lastMessages, unreadCounts, readPositions, presence]) loader.clearAll();
  }
}

/** Members may read, and all members together. A suspended account reads no rooms. */
async function mayRead(permissions: RoomPermissions, identity: Identity, roomId: string): Promise<boolean> {
  if (identity.kind === 'audience') return identity.roomId === roomId;
  if (identity.kind !== 'user' || identity.suspended) return false;
  return (await permissions.standing(identity.userId, roomId)) !== null;
}
