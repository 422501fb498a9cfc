import { derivedUuid, roomPosition, uuidBytes } from '#platform/ids/ids.ts';
import type { RoomAccess } from '#platform/room-access/room-access.ts';
import type { Validation } from '#platform/validation/validation.ts';
import type { InboxItem, InboxStore } from '../store/store.ts';
import type { InboxNotices } from './inbox-notices.ts';
import type { MessageFact } from './message-facts.ts';

/** Somebody has added somebody else to a room. */
export interface Invitation {
  /** UUID of the fact. */
  readonly id: string;
  readonly roomId: string;
  readonly userId: string;
  readonly actorId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Keeps inboxes as the event log tells. Everything in here may be repeated: an item's ID is made from what it is about. The
 * people concerned are told each time, since the first one who did it may have died before that.
 */
export class InboxKeeper {
  readonly #store: InboxStore;
  readonly #roomAccess: RoomAccess;
  readonly #validation: Validation;
  readonly #notices: InboxNotices;

  constructor(dependencies: {
    store: { readonly inbox: InboxStore };
    roomAccess: RoomAccess;
    validation: Validation;
    notices: InboxNotices;
  }) {
    this.#store = dependencies.store.inbox;
    this.#roomAccess = dependencies.roomAccess;
    this.#validation = dependencies.validation;
    this.#notices = dependencies.notices;
  }

  /** Takes what has happened to a message. @throws LynkError SERVICE_UNAVAILABLE: do it again */
  async message(fact: MessageFact): Promise<void> {
    const { roomId, seq, actorId, at, type } = fact;
    const mentioned = type === 'message.deleted' ? [] : fact.mentionedUserIds;
    // Most messages mention nobody, and had nobody's mention before.
    if (mentioned === null || (mentioned.length === 0 && type === 'message.sent')) return;
    const userIds = await this.#concerned(roomId, actorId, mentioned);
    const items = userIds.map((userId): InboxItem => {
      const id = derivedUuid('lynk.inbox.mention', uuidBytes(userId), roomPosition({ roomId, seq }));
      return { id, userId, kind: 'MENTION', roomId, messageSeq: seq, actorId, createdAt: at, readAt: null };
    });
    const removed = await this.#store.setMentions({ roomId, seq }, items);
    await this.#notices.changed([...userIds, ...removed]);
  }

  /** Takes an invitation. Who opens a DIRECT room invites nobody: the first message tells. */
  async invited({ id: factId, roomId, userId, actorId, at }: Invitation): Promise<void> {
    if (userId === actorId) return;
    const concerned = await this.#concerned(roomId, actorId, [userId], 'GROUP');
    if (concerned.length === 0) return;
    const id = derivedUuid('lynk.inbox.invitation', uuidBytes(factId));
    const item = {
      id,
      userId,
      kind: 'INVITATION',
      roomId,
      messageSeq: null,
      actorId,
      createdAt: at,
      readAt: null,
    } as const;
    await this.#store.add([item]);
    await this.#notices.changed([userId]);
  }

  /** Somebody is no longer a member: what stands in the room is not for it any more. */
  async left(roomId: string, userId: string): Promise<void> {
    await this.#store.removeRoom(userId, roomId);
    await this.#notices.changed([userId]);
  }

  /** One person has blocked another: it does not see its doings any more. */
  async blocked(userId: string, otherId: string): Promise<void> {
    await this.#store.removeActor(userId, otherId);
    await this.#notices.changed([userId]);
  }

  /** Who of those whom somebody has mentioned or added may and wants to know of it. */
  async #concerned(
    roomId: string,
    actorId: string,
    userIds: readonly string[],
    onlyKind?: 'GROUP',
  ): Promise<readonly string[]> {
    const others = [...new Set(userIds)].filter((userId) => userId !== actorId);
    if (others.length === 0) return [];
    const [access, relations] = await Promise.all([
      this.#roomAccess.check(others.map((userId) => ({ roomId, userId }))),
      this.#validation.relations(others.map((userId) => ({ userId, otherId: actorId }))),
    ]);
    return others.filter((_userId, index) => {
      const { room, membership } = access[index] ?? {};
      if (!room || !membership || relations[index]?.blocked !== false) return false;
      return onlyKind === undefined || room.kind === onlyKind;
    });
  }
}
