import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOT_ENTRIES, HOT_LIFE_MS, type HotLog } from './hot-log.ts';

/**
 * What every adapter of {@link HotLog} does while it is well.
 *
 * @param open makes one; what others have made before is in other rooms
 */
export function hotLogContract(adapter: string, open: () => Promise<HotLog>): void {
  describe(`hot log: ${adapter}`, () => {
    let hotLog: HotLog;
    let room: string;
    beforeEach(async () => {
      hotLog = await open();
      room = randomUUID();
    });

    const put = (seq: number, text = `event ${seq}`, at = Date.now()) => hotLog.put(room, { seq, text }, at);
    const putAll = async (first: number, last: number) => {
      for (let seq = first; seq <= last; seq += 1) await put(seq);
    };
    const newest = async (count: number) => (await hotLog.read(room, { newest: count })).map(({ seq }) => seq);
    const behind = async (seq: number) => (await hotLog.read(room, { after: seq })).map((entry) => entry.seq);

    it('is empty for a room that nothing was put into', async () => {
      await hotLog.put(randomUUID(), { seq: 1, text: 'elsewhere' }, Date.now());
      expect(await newest(10)).toEqual([]);
      expect(await behind(0)).toEqual([]);
    });

    it('gives back the newest entries, or those after a place, in the order of their places', async () => {
      for (const seq of [9, 11, 10, 8]) await put(seq);
      expect(await newest(3)).toEqual([9, 10, 11]);
      expect(await newest(9)).toEqual([8, 9, 10, 11]);
      expect(await behind(9)).toEqual([10, 11]);
      expect(await behind(11)).toEqual([]);
    });

    it('shows a hole where nothing was put', async () => {
      for (const seq of [1, 2, 4]) await put(seq);
      expect(await newest(9)).toEqual([1, 2, 4]);
    });

    it('keeps text as it is', async () => {
      const texts = ['', ' 1 2 ', '\0\r\n', '"\\\u2028', '🦊 ß ﷺ', '99999999999999999999 7 x', 'x'.repeat(100_000)];
      for (const [index, text] of texts.entries()) await put(index + 1, text);
      expect((await hotLog.read(room, { newest: 99 })).map(({ text }) => text)).toEqual(texts);
    });

    it('keeps places up to 2^53 apart', async () => {
      const most = Number.MAX_SAFE_INTEGER;
      for (const seq of [most, most - 1, most - 2]) await put(seq);
      expect(await newest(9)).toEqual([most - 2, most - 1, most]);
      expect(await behind(most - 2)).toEqual([most - 1, most]);
    });

    it('has one entry at a place: the last one that was put', async () => {
      await put(1, 'first');
      await put(1, 'second');
      expect(await hotLog.read(room, { newest: 9 })).toEqual([{ seq: 1, text: 'second' }]);
    });

    it('keeps a number of entries, those with the highest places', async () => {
      await putAll(1, HOT_ENTRIES + 5);
      expect(await newest(1_000)).toHaveLength(HOT_ENTRIES);
      await put(2);
      const all = await newest(1_000);
      expect([all[0], all.at(-1), all.length]).toEqual([6, HOT_ENTRIES + 5, HOT_ENTRIES]);
    });

    it('keeps no entry for longer than its life', async () => {
      await put(1, 'old', Date.now() - HOT_LIFE_MS - 60_000);
      await put(2);
      expect(await newest(9)).toEqual([2]);
    });

    it('forgets a room, and goes on', async () => {
      await putAll(1, 3);
      await hotLog.forget(room);
      await put(4);
      expect(await newest(9)).toEqual([4]);
    });
  });
}
