import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageRequest } from '#platform/pagination/connection.ts';
import { userBlock, userPicture } from '../events.ts';
import type { ListKey, Profile, ProfileChange, ProfileOrder, UserStore } from './store.ts';

const NOW = Date.UTC(2026, 0, 31);

function aProfile(overrides: Partial<Profile> = {}): Profile {
  const username = `Ann${randomBytes(5).toString('hex')}`;
  return { id: randomUUID(), username, displayName: 'Ann', bio: null, pictureId: null, createdAt: NOW, ...overrides };
}

const page = (request: Partial<PageRequest<ListKey>> = {}): PageRequest<ListKey> => ({
  limit: 100,
  fromEnd: false,
  after: null,
  before: null,
  ...request,
});

/** What every {@link UserStore} keeps. `create` opens a store that nobody else uses. */
export function userStoreContract(name: string, create: () => Promise<UserStore>): void {
  describe(`user store: ${name}`, () => {
    let store: UserStore;
    beforeAll(async () => {
      store = await create();
    });

    /** Changes a profile. What is told of another picture goes into the outbox. */
    function update(id: string, change: ProfileChange) {
      const tell = (replacedPictureId: string | null) =>
        userPicture(id, { pictureId: change.pictureId ?? null, replacedPictureId }, NOW);
      return store.updateProfile(id, change, tell);
    }

    async function added<const Count extends number>(count: Count): Promise<Profile[]> {
      const profiles = Array.from({ length: count }, () => aProfile());
      await store.addProfiles(profiles);
      return profiles;
    }

    async function two(): Promise<[Profile, Profile]> {
      return (await added(2)) as [Profile, Profile];
    }

    describe('profiles', () => {
      it('are found as they were made', async () => {
        const profiles = [aProfile({ displayName: 'Ünï 🦊', bio: 'one\ntwo' }), aProfile()];
        await store.addProfiles(profiles);
        const found = await store.profiles([...profiles.map(({ id }) => id), randomUUID()]);
        expect(new Set(found)).toEqual(new Set(profiles));
        expect(await store.profiles([])).toEqual([]);
      });

      it('stay as they are when they are made again', async () => {
        const profile = aProfile();
        await store.addProfiles([profile]);
        await update(profile.id, { displayName: 'Bea' });
        const other = aProfile();
        await Promise.all([
          store.addProfiles([profile, other]),
          store.addProfiles([other, profile]),
          store.addProfiles([profile]),
        ]);
        expect(await store.profiles([profile.id])).toEqual([{ ...profile, displayName: 'Bea' }]);
        expect(await store.profiles([other.id])).toEqual([other]);
      });

      it('change in the parts that are given', async () => {
        const profile = aProfile({ bio: 'old' });
        await store.addProfiles([profile]);
        expect(await update(profile.id, {})).toEqual(profile);
        expect(await update(profile.id, { displayName: 'B' })).toEqual({ ...profile, displayName: 'B' });
        expect(await update(profile.id, { bio: null })).toEqual({
          ...profile,
          displayName: 'B',
          bio: null,
        });
        expect(await update(profile.id, { bio: 'new' })).toMatchObject({ displayName: 'B', bio: 'new' });
        expect(await update(randomUUID(), { bio: 'new' })).toBeNull();
      });

      it('tell of another picture, and of nothing else', async () => {
        const profile = aProfile();
        await store.addProfiles([profile]);
        const told = async () =>
          (await store.outbox.pending(1_000)).flatMap(({ topic, key, payload }) =>
            topic === 'user.picture' && key === profile.id
              ? [[payload['pictureId'], payload['replacedPictureId']]]
              : [],
          );
        const [first, second] = [randomUUID(), randomUUID()];
        expect(await update(profile.id, { pictureId: first })).toEqual({ ...profile, pictureId: first });
        await update(profile.id, { pictureId: first });
        await update(profile.id, { displayName: 'B' });
        await update(profile.id, { pictureId: second });
        expect(await update(profile.id, { pictureId: null })).toMatchObject({ pictureId: null, displayName: 'B' });
        expect(await told()).toEqual([
          [first, null],
          [second, first],
          [null, second],
        ]);
      });

      it('are deleted with all blocks of and by the person', async () => {
        const [ann, bob] = await two();
        await store.addBlock({ userId: ann.id, otherId: bob.id }, anEvent(ann, bob));
        await store.addBlock({ userId: bob.id, otherId: ann.id }, anEvent(bob, ann));
        await store.deleteProfile(ann.id);
        await store.deleteProfile(ann.id);
        expect(await store.profiles([ann.id])).toEqual([]);
        expect(await store.blockLists(bob.id)).toEqual({ blocked: [], blockedBy: [] });
      });
    });

    describe('the list of all', () => {
      const orders: ProfileOrder[] = [
        { field: 'CREATED_AT', direction: 'ASC' },
        { field: 'CREATED_AT', direction: 'DESC' },
        { field: 'USERNAME', direction: 'ASC' },
        { field: 'USERNAME', direction: 'DESC' },
      ];
      let all: Profile[];
      beforeEach(async () => {
        store = await create();
        // Two of them came at the same moment; case does not count among names.
        all = ['bea', 'Ann', 'dora', 'Cid', 'a.b'].map((username, index) =>
          aProfile({ username, createdAt: NOW + Math.min(index, 3) }),
        );
        await store.addProfiles(all);
      });

      const keyOf = (order: ProfileOrder, { id, username, createdAt }: Profile): ListKey => ({
        value: order.field === 'USERNAME' ? username.toLowerCase() : createdAt,
        id,
      });

      function sorted(order: ProfileOrder): Profile[] {
        const compare = (a: ListKey, b: ListKey) =>
          a.value < b.value || (a.value === b.value && a.id < b.id) ? -1 : 1;
        const ascending = all.toSorted((a, b) => compare(keyOf(order, a), keyOf(order, b)));
        return order.direction === 'ASC' ? ascending : ascending.reverse();
      }

      it.each(orders)('is sorted by $field $direction', async (order) => {
        expect((await store.list(order, page())).rows).toEqual(sorted(order));
      });

      it.each(orders)('is read in pages both ways by $field $direction', async (order) => {
        const expected = sorted(order);
        for (const fromEnd of [false, true]) {
          const seen: Profile[] = [];
          let key: ListKey | null = null;
          for (let reads = 0; reads < 5; reads++) {
            const request: Partial<PageRequest<ListKey>> = fromEnd ? { before: key } : { after: key };
            const { rows, ...more } = await store.list(order, page({ limit: 2, fromEnd, ...request }));
            if (fromEnd) seen.unshift(...rows);
            else seen.push(...rows);
            if (!(fromEnd ? more.hasPreviousPage : more.hasNextPage)) break;
            const last: Profile | undefined = fromEnd ? rows[0] : rows.at(-1);
            key = last ? keyOf(order, last) : null;
          }
          expect(seen).toEqual(expected);
        }
      });

      it.each(orders)('is cut on both sides by $field $direction', async (order) => {
        const expected = sorted(order);
        const [first, , , , last] = expected.map((profile) => keyOf(order, profile));
        const middle = { after: first ?? null, before: last ?? null };
        expect((await store.list(order, page(middle))).rows).toEqual(expected.slice(1, 4));
        const end = await store.list(order, page({ ...middle, limit: 2, fromEnd: true }));
        expect(end).toEqual({ rows: expected.slice(2, 4), hasPreviousPage: true, hasNextPage: true });
      });
    });

    describe('blocks', () => {
      it('hold from the one to the other, and are told of once', async () => {
        const [ann, bob] = await two();
        const pair = { userId: ann.id, otherId: bob.id };
        const event = anEvent(ann, bob);
        expect(await store.addBlock(pair, event)).toBe(event.id);
        expect(await store.addBlock(pair, anEvent(ann, bob))).toBe(event.id);
        expect((await store.outbox.pending(1_000)).filter(({ key }) => key === ann.id)).toEqual([event]);
        const back = { userId: bob.id, otherId: ann.id };
        expect(await store.blockStates([pair, back, { userId: ann.id, otherId: randomUUID() }])).toEqual([
          { blocked: true, blockedBy: false },
          { blocked: false, blockedBy: true },
          { blocked: false, blockedBy: false },
        ]);
        expect(await store.blockLists(ann.id)).toEqual({ blocked: [bob.id], blockedBy: [] });
        expect(await store.blockLists(bob.id)).toEqual({ blocked: [], blockedBy: [ann.id] });
      });

      it('are the same for many who block at once', async () => {
        const [ann, bob] = await two();
        const pair = { userId: ann.id, otherId: bob.id };
        const ids = await Promise.all(Array.from({ length: 6 }, () => store.addBlock(pair, anEvent(ann, bob))));
        expect(new Set(ids).size).toBe(1);
        expect((await store.outbox.pending(1_000)).filter(({ key }) => key === ann.id)).toHaveLength(1);
      });

      it('are taken back once', async () => {
        const [ann, bob] = await two();
        const pair = { userId: ann.id, otherId: bob.id };
        await store.addBlock(pair, anEvent(ann, bob));
        const event = userBlock(pair, false, NOW);
        expect(await store.removeBlock({ userId: bob.id, otherId: ann.id }, event)).toBe(false);
        expect(await store.removeBlock(pair, event)).toBe(true);
        expect(await store.removeBlock(pair, userBlock(pair, false, NOW))).toBe(false);
        expect(await store.blockStates([pair])).toEqual([{ blocked: false, blockedBy: false }]);
        const told = (await store.outbox.pending(1_000)).filter(({ key }) => key === ann.id);
        expect(told.map(({ payload }) => payload['blocked'])).toEqual([true, false]);
      });

      it('are listed with the newest first, in pages', async () => {
        const [ann, ...others] = (await added(4)) as [Profile, ...Profile[]];
        for (const [index, other] of others.entries()) {
          await store.addBlock({ userId: ann.id, otherId: other.id }, anEvent(ann, other, NOW + index));
        }
        const newestFirst = others.map((blocked, index) => ({ blocked, createdAt: NOW + index })).reverse();
        const first = await store.blocks(ann.id, page({ limit: 2 }));
        expect(first).toEqual({ rows: newestFirst.slice(0, 2), hasNextPage: true, hasPreviousPage: false });
        const last = first.rows[1];
        const after = last ? { value: last.createdAt, id: last.blocked.id } : null;
        expect((await store.blocks(ann.id, page({ after }))).rows).toEqual(newestFirst.slice(2));
        expect((await store.blocks(others[0]?.id ?? '', page())).rows).toEqual([]);
      });
    });
  });
}

function anEvent(blocker: Profile, blocked: Profile, now = NOW) {
  return userBlock({ userId: blocker.id, otherId: blocked.id }, true, now);
}
