import DataLoader from 'dataloader';
import type { Clock } from '#platform/clock/clock.ts';
import { forbidden, type LynkError, notFound, serviceUnavailable } from '#platform/errors/errors.ts';
import type { Access, MembershipRole, RoomAccess } from '#platform/room-access/room-access.ts';
import type { Validation } from '#platform/validation/validation.ts';
import { EpochMoved, type RoomHead, type RoomLog } from '../store/room-log.ts';
import { BoundedMap } from './bounded-map.ts';

/** How a member stands in a room. */
export interface Standing {
  readonly kind: 'DIRECT' | 'GROUP';
  readonly role: MembershipRole;
}

/** That a person may write to a room, as long as the room's access epoch is this one. */
export interface WriteGrant extends Standing {
  readonly epoch: number;
  /** Whether it was found just now. One from the cache says nothing until an append at its epoch has proved it. */
  readonly isFresh: boolean;
}

/** A grant from the cache led to a refusal, or to nothing that could be appended: it has to be asked for anew. */
export class GrantUnproven extends Error {
  override readonly name = 'GrantUnproven';
}

/** What an outsider is told: the thing that was asked for might as well not exist. */
export type Missing = () => LynkError;
export const roomMissing: Missing = () => notFound('There is no such room, or you are not a member of it.');
export const messageMissing: Missing = () => notFound('There is no such message, or you are not a member of its room.');

const CACHED_GRANTS = 20_000;
/** A grant is proved by its epoch, however old it is; this only keeps facts that nobody writes by from lying around. */
const GRANT_LIFE_MS = 60_000;
const ATTEMPTS = 5;
/** How many questions one call to another subgraph or the store carries. */
const BATCH = 500;

interface CachedGrant {
  readonly grant: WriteGrant;
  readonly checkedAt: number;
}

/**
 * Who may read and write which room. Reading asks the rooms' owner each time. Writing may use what was found before: the
 * append takes place only if the room's access epoch has not moved since, so a cached answer never lets a removed member
 * write. That the epoch is read *before* the question is asked makes it so.
 */
export class RoomPermissions {
  readonly #clock: Clock;
  readonly #standings: DataLoader<{ roomId: string; userId: string }, Access>;
  readonly #heads: DataLoader<string, RoomHead | null>;
  readonly #validation: Validation;
  /** Room and person → what was found; only that writing is allowed, never that it is not. */
  readonly #grants = new BoundedMap<string, CachedGrant>(CACHED_GRANTS);

  constructor(dependencies: {
    log: Pick<RoomLog, 'heads'>;
    roomAccess: RoomAccess;
    validation: Validation;
    clock: Clock;
  }) {
    const { log, roomAccess, validation, clock } = dependencies;
    this.#clock = clock;
    this.#validation = validation;
    // They put together what is asked at the same time, and remember nothing.
    const batch = { cache: false, maxBatchSize: BATCH };
    this.#standings = new DataLoader((requests) => roomAccess.check(requests), batch);
    this.#heads = new DataLoader(async (roomIds) => {
      const heads = await log.heads([...new Set(roomIds)]);
      return roomIds.map((roomId) => heads.get(roomId) ?? null);
    }, batch);
  }

  /** How a person stands in a room now; null when it is not a member, or there is no such room. */
  async standing(userId: string, roomId: string): Promise<Standing | null> {
    const { room, membership } = await this.#standings.load({ roomId, userId });
    return room && membership && { kind: room.kind, role: membership.role };
  }

  /** The same for somebody who must be a member. @throws `missing` */
  async requireMember(userId: string, roomId: string, missing: Missing): Promise<Standing> {
    const standing = await this.standing(userId, roomId);
    if (!standing) throw missing();
    return standing;
  }

  /**
   * Checks that a person may write to a room now, without a cache.
   *
   * @throws `missing` when it is not a member, LynkError FORBIDDEN when one of a DIRECT room has blocked the other
   */
  async requireWriter(userId: string, roomId: string, missing: Missing): Promise<Standing> {
    const { room, membership } = await this.#standings.load({ roomId, userId });
    if (!room || !membership) throw missing();
    const otherId = room.pair?.find((id) => id !== userId);
    if (otherId !== undefined) {
      const [relation] = await this.#validation.relations([{ userId, otherId }]);
      if (!relation || relation.blocked || relation.blockedBy) {
        throw forbidden('You cannot write to each other while one of you has blocked the other.');
      }
    }
    return { kind: room.kind, role: membership.role };
  }

  /**
   * Carries out `attempt`, which appends to a room's log at the epoch of the grant that it is given; again with a new
   * grant when the epoch has moved in between, or when it throws {@link GrantUnproven}.
   *
   * @throws as {@link requireWriter}; LynkError SERVICE_UNAVAILABLE when the epoch keeps moving
   */
  async whileAllowed<Result>(
    userId: string,
    roomId: string,
    missing: Missing,
    attempt: (grant: WriteGrant) => Promise<Result>,
  ): Promise<Result> {
    const key = `${roomId} ${userId}`;
    for (let attempts = 0; attempts < ATTEMPTS; attempts++) {
      const grant = this.#cached(key) ?? (await this.#ask(key, userId, roomId, missing));
      try {
        return await attempt(grant);
      } catch (error) {
        if (!(error instanceof EpochMoved || error instanceof GrantUnproven)) throw error;
        this.#grants.delete(key);
      }
    }
    throw serviceUnavailable('The membership of this room changes too fast. Try again.');
  }

  #cached(key: string): WriteGrant | undefined {
    const cached = this.#grants.get(key);
    if (!cached || this.#clock.now() - cached.checkedAt >= GRANT_LIFE_MS) return undefined;
    return { ...cached.grant, isFresh: false };
  }

  async #ask(key: string, userId: string, roomId: string, missing: Missing): Promise<WriteGrant> {
    const head = await this.#heads.load(roomId);
    const standing = await this.requireWriter(userId, roomId, missing);
    // Every room's first event says that it was made. It is on its way from the rooms' owner.
    if (!head) throw serviceUnavailable('The room is being set up. Try again.');
    const grant = { ...standing, epoch: head.accessEpoch, isFresh: true };
    this.#grants.set(key, { grant, checkedAt: this.#clock.now() });
    return grant;
  }
}
