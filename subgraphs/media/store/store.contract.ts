import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FileClaim, MediaFile, MediaStore, NewFile } from './store.ts';

const NOW = Date.UTC(2026, 0, 31);
const MANY = { files: 1_000, bytes: 1_000_000 };
const PICTURE = { contentType: 'image/png', width: 3, height: 5 };

/** The announcement of a file that nothing is wrong with. */
function aFile(overrides: Partial<NewFile> = {}): NewFile {
  return {
    id: randomUUID(),
    ownerId: randomUUID(),
    purpose: 'MESSAGE_ATTACHMENT',
    roomId: randomUUID(),
    fileName: 'Ünï 🦊.png',
    declaredType: 'image/png',
    size: 100,
    sha256: 'ab'.repeat(32),
    createdAt: NOW,
    expiresAt: NOW + 1_000,
    ...overrides,
  };
}

/** What every {@link MediaStore} keeps. `create` opens a store that nobody else uses. */
export function mediaStoreContract(name: string, create: () => Promise<MediaStore>): void {
  describe(`media store: ${name}`, () => {
    let store: MediaStore;
    beforeAll(async () => {
      store = await create();
    });

    async function added(overrides: Partial<NewFile> = {}): Promise<NewFile> {
      const file = aFile(overrides);
      expect(await store.add(file, MANY)).toBe(true);
      return file;
    }

    async function complete(overrides: Partial<NewFile> = {}): Promise<NewFile> {
      const file = await added(overrides);
      await store.complete(file.id, PICTURE, NOW);
      return file;
    }

    const one = async (id: string): Promise<MediaFile | undefined> => (await store.files([id]))[0];
    const claimOf = (files: readonly NewFile[], overrides: Partial<FileClaim> = {}): FileClaim => ({
      holder: 'message 1',
      ownerId: files[0]?.ownerId ?? '',
      purposes: ['MESSAGE_ATTACHMENT', 'OPAQUE'],
      roomId: files[0]?.roomId ?? null,
      ids: files.map(({ id }) => id),
      mayRepeatConfirmed: true,
      ...overrides,
    });

    it('finds what was announced, and what became of it', async () => {
      const file = await added();
      expect(await one(file.id)).toEqual({ ...file, content: null, holder: null });
      expect(await store.complete(file.id, PICTURE, NOW)).toEqual({ ...file, content: PICTURE, holder: null });
      const again = { contentType: 'text/plain', width: null, height: null };
      expect(await store.complete(file.id, again, NOW + 1)).toMatchObject({ content: PICTURE });
      expect(await store.complete(randomUUID(), PICTURE, NOW)).toBeNull();
      expect(await store.files([randomUUID()])).toEqual([]);
      expect(await store.files([])).toEqual([]);
    });

    it('takes only so many files and bytes of one person that wait to be used', async () => {
      const ownerId = randomUUID();
      const limits = { files: 3, bytes: 250 };
      const add = (size: number) => store.add(aFile({ ownerId, size }), limits);
      expect(await add(100)).toBe(true);
      expect(await add(151)).toBe(false);
      const answers = await Promise.all(Array.from({ length: 6 }, () => add(50)));
      expect(answers.filter(Boolean).length).toBe(2);
      const [first] = await store.filesOf(ownerId);
      await store.complete(first?.id ?? '', PICTURE, NOW);
      expect(await store.claim(claimOf(first ? [first] : []), NOW)).toBe(true);
      expect(await add(50)).toBe(true);
      expect(await store.add(aFile(), limits)).toBe(true);
    });

    it('gives files to one holder, all or none, again if it asks again', async () => {
      const [first, other] = [await complete(), await complete()];
      const same = { ownerId: first.ownerId, roomId: first.roomId };
      const second = await complete({ ...same, purpose: 'OPAQUE' });
      expect(await store.claim(claimOf([first, other]), NOW)).toBe(false);
      expect((await one(first.id))?.holder).toBeNull();
      expect(await store.claim(claimOf([first, second]), NOW)).toBe(true);
      expect(await store.claim(claimOf([first, second]), NOW)).toBe(true);
      expect([(await one(first.id))?.holder, (await one(second.id))?.holder]).toEqual(['message 1', 'message 1']);
      expect(await store.claim(claimOf([first], { holder: 'message 2' }), NOW)).toBe(false);
      const third = await complete(same);
      expect(await store.claim(claimOf([third, second], { holder: 'message 2' }), NOW)).toBe(false);
      expect((await one(third.id))?.holder).toBeNull();
    });

    it('gives files to one of two who ask at once', async () => {
      const first = await complete();
      const second = await complete({ ownerId: first.ownerId, roomId: first.roomId });
      const answers = await Promise.all([
        store.claim(claimOf([first, second], { holder: 'a' }), NOW),
        store.claim(claimOf([second, first], { holder: 'b' }), NOW),
      ]);
      expect(answers.toSorted()).toEqual([false, true]);
    });

    it.each<[string, Partial<FileClaim>]>([
      ['another person', { ownerId: randomUUID() }],
      ['another room', { roomId: randomUUID() }],
      ['no room', { roomId: null }],
      ['another purpose', { purposes: ['PROFILE_PICTURE'] }],
    ])('gives no file to %s', async (_, overrides) => {
      expect(await store.claim(claimOf([await complete()], overrides), NOW)).toBe(false);
    });

    it('gives no file that is not complete, or discarded', async () => {
      expect(await store.claim(claimOf([await added()]), NOW)).toBe(false);
      const gone = await complete();
      await store.discard([gone.id], NOW);
      expect(await store.claim(claimOf([gone]), NOW)).toBe(false);
    });

    it('gives a picture of a person without a room, and not again once it was shown', async () => {
      const picture = await complete({ purpose: 'PROFILE_PICTURE', roomId: null });
      const claim = claimOf([picture], { purposes: ['PROFILE_PICTURE'], mayRepeatConfirmed: false });
      expect([await store.claim(claim, NOW), await store.claim(claim, NOW)]).toEqual([true, true]);
      await store.confirm([picture.id], NOW);
      expect(await store.claim(claim, NOW)).toBe(false);
      expect(await store.claim({ ...claim, mayRepeatConfirmed: true }, NOW)).toBe(true);
    });

    it('discards files, hides them at once, and forgets them later', async () => {
      const [file, kept] = [await complete(), await complete()];
      await store.discard([file.id, randomUUID()], NOW);
      await store.discard([file.id], NOW + 1);
      expect(await one(file.id)).toBeUndefined();
      expect(await store.complete(file.id, PICTURE, NOW)).toBeNull();
      expect(await store.filesOf(file.ownerId)).toEqual([]);
      expect(await store.discarded(1_000)).toContain(file.id);
      expect(await store.discardedOf(file.ownerId)).toEqual([file.id]);
      await store.forget([file.id, kept.id]);
      expect(await store.discarded(1_000)).not.toContain(file.id);
      expect(await one(kept.id)).toBeDefined();
    });

    it('discards what nobody uses, and what was claimed and never confirmed, when it is old', async () => {
      const at = (createdAt: number) => ({ createdAt });
      const [old, fresh] = [await added(at(NOW - 10)), await added(at(NOW))];
      const [used, claimed] = [await complete(at(NOW - 10)), await complete(at(NOW - 10))];
      await store.claim(claimOf([used]), NOW - 9);
      await store.claim(claimOf([claimed]), NOW - 9);
      await store.claim(claimOf([claimed]), NOW);
      await store.confirm([used.id], NOW);
      await store.discardStale({ unused: NOW - 5, unconfirmed: NOW - 9 }, NOW);
      const here = async () => (await store.files([old, fresh, used, claimed].map(({ id }) => id))).map(({ id }) => id);
      expect(new Set(await here())).toEqual(new Set([fresh.id, used.id, claimed.id]));
      await store.discardStale({ unused: NOW - 5, unconfirmed: NOW - 8 }, NOW);
      expect(new Set(await here())).toEqual(new Set([fresh.id, used.id]));
    });

    it('knows everything of a person, and discards it', async () => {
      const ownerId = randomUUID();
      const files = [await added({ ownerId }), await complete({ ownerId, createdAt: NOW + 1 })];
      const other = await added();
      expect((await store.filesOf(ownerId)).map(({ id }) => id)).toEqual(files.map(({ id }) => id));
      await store.discardOf(ownerId, NOW);
      expect(await store.filesOf(ownerId)).toEqual([]);
      expect((await store.discardedOf(ownerId)).toSorted()).toEqual(files.map(({ id }) => id).toSorted());
      expect(await one(other.id)).toBeDefined();
    });
  });
}
