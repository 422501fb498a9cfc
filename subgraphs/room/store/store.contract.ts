import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PageRequest } from '#platform/pagination/connection.ts';
import type { MomentKey } from '#platform/pagination/moment-cursor.ts';
import type { MembershipRole } from '#platform/room-access/room-access.ts';
import { expectedPage, type PlaceArguments } from '#tests/kit/pages.ts';
import { announce } from '../events.ts';
import type { LockedRoom, MembershipState, Room, RoomStore } from './store.ts';

const NOW = Date.UTC(2026, 0, 31);

/** A GROUP room that nothing is wrong with. */
function aRoom(overrides: Partial<Room> = {}): Room {
  const room = {
    kind: 'GROUP',
    visibility: 'PUBLIC',
    name: 'Trains',
    topic: null,
    pictureId: null,
    createdAt: NOW,
    pair: null,
  } as const;
  return { id: randomUUID(), ...room, memberCount: 1, ...overrides };
}

function aState(roomId: string, overrides: Partial<MembershipState> = {}): MembershipState {
  return { roomId, userId: randomUUID(), role: 'MEMBER', joinedAt: NOW, version: 1, active: true, ...overrides };
}

const anEvent = (roomId: string) => announce(roomId, randomUUID(), { type: 'room.created' }, NOW).record;

/** The state that follows when a person's membership is changed. */
function next(locked: LockedRoom, userId: string, change: Partial<MembershipState>): MembershipState {
  const before = locked.memberships.get(userId) ?? aState(locked.room.id, { userId, version: 0 });
  return { ...before, version: before.version + 1, ...change };
}

/** What every {@link RoomStore} keeps. `create` makes an empty store. */
export function describeRoomStore(name: string, create: () => Promise<RoomStore>): void {
  describe(`room store: ${name}`, () => {
    let store: RoomStore;
    beforeEach(async () => {
      store = await create();
    });

    /** A room with members of these roles, who have come one after the other. */
    async function made(roles: readonly MembershipRole[], overrides: Partial<Room> = {}) {
      const room = aRoom({ ...overrides, memberCount: roles.length });
      const memberships = roles.map((role, place) => aState(room.id, { role, joinedAt: NOW + place }));
      expect(await store.create(room, { memberships, events: [] })).toBe(true);
      return { room, userIds: memberships.map(({ userId }) => userId) };
    }

    const change = (roomId: string, userId: string, to: Partial<MembershipState>) =>
      store.change(roomId, [userId], (locked) => ({ memberships: [next(locked, userId, to)], events: [] }));
    const countOf = async (roomId: string) => {
      const [standing] = await store.standings([{ roomId, userId: null }]);
      return standing?.room?.memberCount;
    };
    const pending = async () => (await store.outbox.pending(1_000)).map(({ id }) => id);

    describe('making a room', () => {
      it('writes the room, its members and its events', async () => {
        const pair = [randomUUID(), randomUUID()].sort() as [string, string];
        const direct = { kind: 'DIRECT', visibility: 'PRIVATE', name: null, pair, memberCount: 2 } as const;
        const room = aRoom(direct);
        const memberships = pair.map((userId) => aState(room.id, { userId }));
        const events = [anEvent(room.id), anEvent(room.id)];
        expect(await store.create(room, { memberships, events })).toBe(true);
        const { active: _, ...membership } = memberships[0] as MembershipState;
        expect(await store.standings([{ roomId: room.id, userId: pair[0] }])).toEqual([{ room, membership }]);
        expect(await store.outbox.pending(10)).toEqual(events);
      });

      it('happens once for an ID, whoever comes at once', async () => {
        const room = aRoom();
        const attempts = Array.from({ length: 8 }, () => ({
          memberships: [aState(room.id)],
          events: [anEvent(room.id)],
        }));
        const answers = await Promise.all(attempts.map((attempt) => store.create(room, attempt)));
        expect(answers.filter(Boolean)).toHaveLength(1);
        const winner = attempts[answers.indexOf(true)];
        expect(await pending()).toEqual(winner?.events.map(({ id }) => id));
        expect(await countOf(room.id)).toBe(1);
      });
    });

    describe('standings', () => {
      it('come in the order of the requests, for what there is and for what there is not', async () => {
        const { room, userIds } = await made(['OWNER', 'MEMBER']);
        const [owner = '', member = ''] = userIds;
        await change(room.id, member, { active: false });
        const requests = [
          { roomId: randomUUID(), userId: owner },
          { roomId: room.id, userId: member },
          { roomId: room.id, userId: null },
          { roomId: room.id, userId: owner },
          { roomId: room.id, userId: owner },
        ];
        const found = await store.standings(requests);
        expect(found.map((each) => [each.room?.id ?? null, each.membership?.userId ?? null])).toEqual([
          [null, null],
          [room.id, null],
          [room.id, null],
          [room.id, owner],
          [room.id, owner],
        ]);
        expect(await store.standings([])).toEqual([]);
      });
    });

    describe('changing a room', () => {
      it('shows what a decision needs, also of people who have left', async () => {
        const { room, userIds } = await made(['OWNER', 'OWNER', 'MEMBER']);
        const [first = '', , third = ''] = userIds;
        await change(room.id, third, { active: false });
        const stranger = randomUUID();
        const seen: LockedRoom[] = [];
        await store.change(room.id, [first, third, stranger], (locked) => {
          seen.push(locked);
          return { memberships: [], events: [] };
        });
        const [locked] = seen;
        expect(locked?.room).toEqual({ ...room, memberCount: 2 });
        expect(locked?.owners).toBe(2);
        expect([...(locked?.memberships.keys() ?? [])].sort()).toEqual([first, third].sort());
        expect(locked?.memberships.get(third)).toMatchObject({ active: false, version: 2 });
      });

      it('returns the room as it is afterwards', async () => {
        const { room, userIds } = await made(['OWNER']);
        const comer = randomUUID();
        const after = await change(room.id, comer, { role: 'OWNER', joinedAt: NOW + 5 });
        expect(after).toMatchObject({ owners: 2, room: { memberCount: 2 } });
        expect(after?.memberships.get(comer)).toMatchObject({ role: 'OWNER', joinedAt: NOW + 5, version: 1 });
        const left = await change(room.id, userIds[0] ?? '', { active: false });
        expect(left).toMatchObject({ owners: 1, room: { memberCount: 1 } });
        const back = await change(room.id, userIds[0] ?? '', { active: true, role: 'MEMBER' });
        expect(back).toMatchObject({ owners: 1, room: { memberCount: 2 } });
        expect(back?.memberships.get(userIds[0] ?? '')?.version).toBe(3);
        expect(await countOf(room.id)).toBe(2);
      });

      it('is null for a room that does not exist', async () => {
        expect(await change(randomUUID(), randomUUID(), {})).toBeNull();
      });

      it('writes nothing when the decision throws', async () => {
        const { room } = await made(['OWNER']);
        const planned = new Error('planned');
        const changing = store.change(room.id, [], () => {
          throw planned;
        });
        await expect(changing).rejects.toBe(planned);
        expect(await pending()).toEqual([]);
      });

      it('waits for other changes of the room: two owners who leave at once leave one', async () => {
        for (let round = 0; round < 10; round++) {
          const { room, userIds } = await made(['OWNER', 'OWNER', 'MEMBER']);
          const leave = (userId: string) =>
            store.change(room.id, [userId], (locked) => {
              const memberships = locked.owners > 1 ? [next(locked, userId, { active: false })] : [];
              return { memberships, events: [] };
            });
          await Promise.all(userIds.slice(0, 2).map(leave));
          const after = await store.change(room.id, [], () => ({ memberships: [], events: [] }));
          expect(after).toMatchObject({ owners: 1, room: { memberCount: 2 } });
        }
      });

      it('counts right and tells in order, whoever comes and goes at once', async () => {
        const { room } = await made(['OWNER']);
        const userIds = Array.from({ length: 6 }, () => randomUUID());
        const told: string[] = [];
        const toggle = (userId: string) =>
          store.change(room.id, [userId], (locked) => {
            const event = anEvent(room.id);
            told.push(event.id);
            const active = !(locked.memberships.get(userId)?.active ?? false);
            return { memberships: [next(locked, userId, { active })], events: [event] };
          });
        await Promise.all([...userIds, ...userIds, ...userIds].map(toggle));
        expect(await countOf(room.id)).toBe(7);
        expect(await pending()).toEqual(told);
        const states = await Promise.all(userIds.map((userId) => store.membershipsOf(userId)));
        expect(states.flat().map(({ version }) => version)).toEqual(userIds.map(() => 3));
      });
    });

    describe('pages', () => {
      const keys = (rows: readonly { key: MomentKey }[], page: PlaceArguments): PageRequest<MomentKey> => ({
        limit: page.first ?? page.last ?? 0,
        fromEnd: page.last !== undefined,
        after: page.after === undefined ? null : (rows[page.after]?.key ?? null),
        before: page.before === undefined ? null : (rows[page.before]?.key ?? null),
      });
      /** Every page of a list of six, cursors of rows that are gone included. */
      const everyPage: PlaceArguments[] = ['first', 'last'].flatMap((end) =>
        [1, 2, 7].flatMap((size) =>
          [undefined, 0, 2, 5].flatMap((after) =>
            [undefined, 1, 3, 5].map((before) => ({
              [end]: size,
              ...(after !== undefined && { after }),
              ...(before !== undefined && { before }),
            })),
          ),
        ),
      );

      it('of public rooms run from new to old, exactly', async () => {
        const rows: { id: string; key: MomentKey; place: number }[] = [];
        for (let place = 0; place < 6; place++) {
          // Some moments are the same: the ID decides between them.
          const createdAt = NOW + Math.floor(place / 2);
          const { room } = await made(['OWNER'], { createdAt });
          rows.push({ id: room.id, key: { at: createdAt, id: room.id }, place: 0 });
        }
        await made(['OWNER'], { visibility: 'PRIVATE' });
        rows.sort((a, b) => b.key.at - a.key.at || (a.id < b.id ? 1 : -1));
        rows.forEach((row, place) => {
          row.place = place;
        });
        for (const page of everyPage) {
          const { rows: found, ...further } = await store.publicRooms(keys(rows, page));
          expect({ ids: found.map(({ id }) => id), ...further }, JSON.stringify(page)).toEqual(
            expectedPage(rows, page),
          );
        }
      });

      it('of names of public rooms run in the order in which they were made', async () => {
        for (const [place, name] of ['one', 'two', 'two', 'three'].entries()) {
          await made(['OWNER'], { name, createdAt: NOW + (place >> 1) });
        }
        await made(['OWNER'], { visibility: 'PRIVATE', name: 'private', createdAt: NOW });
        const names: string[] = [];
        let key: MomentKey | null = null;
        for (;;) {
          const page: readonly { name: string; key: MomentKey }[] = await store.publicNames(key, 3);
          names.push(...page.map(({ name }) => name));
          key = page.at(-1)?.key ?? null;
          if (page.length < 3) break;
        }
        expect(names.slice(0, 2).sort()).toEqual(['one', 'two']);
        expect(names.slice(2).sort()).toEqual(['three', 'two']);
      });

      it('of members run in the order in which they came, each room by itself, exactly', async () => {
        const { room, userIds } = await made(['OWNER', 'MEMBER', 'MEMBER', 'MEMBER', 'MEMBER', 'MEMBER']);
        const other = await made(['OWNER']);
        const rows = userIds.map((id, place) => ({ id, key: { at: NOW + place, id }, place }));
        // Cursors of members who have left stand where they stood.
        for (const place of [0, 3]) await change(room.id, userIds[place] ?? '', { active: false });
        const active = rows.filter(({ place }) => place !== 0 && place !== 3);
        for (const page of everyPage) {
          const found = await store.members([other.room.id, room.id], keys(rows, page));
          const { rows: members = [], ...further } = found.get(room.id) ?? {};
          expect({ ids: members.map(({ userId }) => userId), ...further }, JSON.stringify(page)).toEqual(
            expectedPage(active, page),
          );
          for (const { roomId } of found.get(other.room.id)?.rows ?? []) expect(roomId).toBe(other.room.id);
        }
      });
    });

    describe('a name', () => {
      it('is taken by a public room with people in it, in any case and form of its characters', async () => {
        const { room, userIds } = await made(['OWNER'], { name: 'Ｔrains Ä' });
        for (const name of ['Ｔrains Ä', 'trains ä', 'TRAINS A\u0308'])
          expect(await store.isNameTaken(name)).toBe(true);
        for (const name of ['Trains', 'Trains A', '']) expect(await store.isNameTaken(name)).toBe(false);
        await change(room.id, userIds[0] ?? '', { active: false });
        expect(await store.isNameTaken('trains ä')).toBe(false);
      });

      it('is not taken by private rooms, and may be by several', async () => {
        await made(['OWNER'], { name: 'Planes', visibility: 'PRIVATE' });
        expect(await store.isNameTaken('Planes')).toBe(false);
        for (let count = 0; count < 2; count += 1) await made(['OWNER'], { name: 'Planes' });
        expect(await store.isNameTaken('Planes')).toBe(true);
      });

      it('may be as long as a name can be in any form', async () => {
        const name = '\ufdfa'.repeat(426);
        await made(['OWNER'], { name });
        expect(await store.isNameTaken(name)).toBe(true);
      });
    });

    describe('people', () => {
      it('have memberships, ended ones too, until those are forgotten', async () => {
        const userId = randomUUID();
        const [here, gone] = [await made(['OWNER']), await made(['OWNER'])];
        await change(here.room.id, userId, { role: 'MODERATOR' });
        await change(gone.room.id, userId, {});
        await change(gone.room.id, userId, { active: false });
        const kept = await store.membershipsOf(userId);
        expect(new Map(kept.map((each) => [each.roomId, each.active]))).toEqual(
          new Map([
            [here.room.id, true],
            [gone.room.id, false],
          ]),
        );
        await store.forget(userId);
        expect((await store.membershipsOf(userId)).map(({ roomId }) => roomId)).toEqual([here.room.id]);
      });

      it.each([
        [['OWNER', 'MEMBER', 'MODERATOR', 'MODERATOR'], 2],
        [['OWNER', 'MEMBER', 'MEMBER'], 1],
        [['OWNER', 'MEMBER', 'OWNER'], 2],
        [['OWNER'], null],
      ] as const)('have a successor among %j', async (roles, expected) => {
        const { room, userIds } = await made(roles);
        const successor = await store.successor(room.id, userIds[0] ?? '');
        expect(successor?.userId ?? null).toBe(expected === null ? null : userIds[expected]);
      });
    });
  });
}
