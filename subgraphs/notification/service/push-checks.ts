import type { Clock } from '#platform/clock/clock.ts';
import type { Profiles } from '#platform/profiles/profiles.ts';
import type { RoomAccess } from '#platform/room-access/room-access.ts';
import type { ReadMessage, RoomReader } from '#platform/room-reader/room-reader.ts';
import type { Sessions } from '#platform/sessions/sessions.ts';
import type { Validation } from '#platform/validation/validation.ts';
import type { DuePush, MuteStore, PushTarget, PushTargetStore, RoomMute } from '../store/store.ts';
import { PUSH_LIFE_MS } from './fan-out.ts';
import { type PushText, pushText } from './push-text.ts';

/** A message that is to be shown on a device. */
export interface PlannedPush {
  readonly due: DuePush;
  readonly target: PushTarget;
  readonly text: PushText;
}

/** How far the clocks of those who register devices and those who send messages may be apart. */
const CLOCK_SKEW_MS = 60_000;

/** What is asked before something is pushed. */
export interface PushCheckDependencies {
  readonly store: { readonly targets: PushTargetStore; readonly mutes: MuteStore };
  readonly roomReader: RoomReader;
  readonly roomAccess: RoomAccess;
  readonly validation: Validation;
  readonly profiles: Profiles;
  readonly sessions: Pick<Sessions, 'usable'>;
  readonly clock: Clock;
}

/**
 * Decides what is pushed, right before it is: only what still stands there, to who is still a member, has not read it, has
 * not blocked its sender and has not muted the room, on devices whose sessions have not ended. Each question is asked once
 * for the whole batch.
 */
export class PushChecks {
  readonly #dependencies: PushCheckDependencies;

  constructor(dependencies: PushCheckDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * What of a batch is to be shown where; what is left out is not shown at all.
   *
   * @param batch 500 at most
   * @throws LynkError SERVICE_UNAVAILABLE when somebody does not answer: nothing was decided
   */
  async plan(batch: readonly DuePush[]): Promise<readonly PlannedPush[]> {
    const now = this.#dependencies.clock.now();
    const young = batch.filter(({ sentAt }) => sentAt >= now - PUSH_LIFE_MS);
    const messages = await this.#messages(young);
    const known = young.flatMap((due) => {
      const message = messages.get(keyOf(due));
      return message && !message.deleted ? [{ due, message }] : [];
    });
    const wanted = await this.#wanted(known, now);
    const targets = await this.#targets(wanted.map(({ due }) => due.userId));
    const reachable = wanted.filter(({ due }) => targets.has(due.userId));
    const names = await this.#names(reachable.map(({ message }) => message.senderId));
    return reachable.flatMap(({ due, message, room }) => {
      const sender = names.get(message.senderId) ?? null;
      const text = pushText({ sender, room, body: message.body });
      const own = targets.get(due.userId) ?? [];
      // A new device does not show what was said before it was there.
      return own
        .filter(({ createdAt }) => createdAt <= due.sentAt + CLOCK_SKEW_MS)
        .map((target) => ({ due, target, text }));
    });
  }

  /** Those who may read the message, have not, and want to be told of it; with the name of the room. */
  async #wanted(candidates: readonly { due: DuePush; message: ReadMessage }[], now: number) {
    if (candidates.length === 0) return [];
    const { roomReader, roomAccess, validation, store } = this.#dependencies;
    const places = candidates.map(({ due: { roomId, userId } }) => ({ roomId, userId }));
    const pairs = candidates.map(({ due, message }) => ({ userId: due.userId, otherId: message.senderId }));
    const [readUpTo, access, relations, mutes] = await Promise.all([
      roomReader.readUpTo(places),
      roomAccess.check(places),
      validation.relations(pairs),
      store.mutes.at(now, places),
    ]);
    const muteOf = new Map(mutes.map((mute) => [`${mute.roomId} ${mute.userId}`, mute]));
    return candidates.flatMap(({ due, message }, index) => {
      const { room, membership } = access[index] ?? {};
      if (!room || !membership || relations[index]?.blocked !== false) return [];
      if ((readUpTo[index] ?? 0) >= due.seq) return [];
      if (silences(muteOf.get(`${due.roomId} ${due.userId}`), message, due.userId)) return [];
      return [{ due, message, room: room.name }];
    });
  }

  async #messages(pushes: readonly DuePush[]): Promise<ReadonlyMap<string, ReadMessage>> {
    const unique = [...new Map(pushes.map(({ roomId, seq }) => [keyOf({ roomId, seq }), { roomId, seq }])).values()];
    if (unique.length === 0) return new Map();
    const messages = await this.#dependencies.roomReader.messages(unique);
    return new Map(messages.map((message) => [keyOf(message), message]));
  }

  /** Person → its devices whose sessions go on. */
  async #targets(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly PushTarget[]>> {
    const { store, sessions } = this.#dependencies;
    const people = [...new Set(userIds)];
    const targets = people.length > 0 ? await store.targets.ofPeople(people) : [];
    const usable = new Set<string>();
    for (let start = 0; start < targets.length; start += SESSIONS_AT_ONCE) {
      const some = targets.slice(start, start + SESSIONS_AT_ONCE).map(({ sessionId }) => sessionId);
      for (const sessionId of await sessions.usable(some)) usable.add(sessionId);
    }
    const byPerson = new Map<string, PushTarget[]>();
    for (const target of targets) {
      if (!usable.has(target.sessionId)) continue;
      const own = byPerson.get(target.userId) ?? [];
      own.push(target);
      byPerson.set(target.userId, own);
    }
    return byPerson;
  }

  /** Person → its display name. */
  async #names(userIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    const people = [...new Set(userIds)];
    const names = people.length > 0 ? await this.#dependencies.profiles.displayNames(people) : [];
    return new Map(people.map((userId, index) => [userId, names[index] ?? null]));
  }
}

const SESSIONS_AT_ONCE = 500;

function silences(mute: RoomMute | undefined, message: ReadMessage, userId: string): boolean {
  if (!mute) return false;
  return mute.includingMentions || !message.mentionedUserIds.includes(userId);
}

function keyOf({ roomId, seq }: { roomId: string; seq: number }): string {
  return `${roomId} ${seq}`;
}
