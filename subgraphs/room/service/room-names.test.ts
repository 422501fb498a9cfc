import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { InProcessNameFilter } from '#platform/name-filter/in-process.ts';
import { type RoomUnderTest, useRoomSubgraph } from '#tests/kit/room-subgraph.ts';
import { RoomNames } from './room-names.ts';

const subgraph = useRoomSubgraph();
const AVAILABLE = 'query ($name: String!) { roomNameAvailable(name: $name) }';

describe('names of public rooms', () => {
  let room: RoomUnderTest;
  let filter: InProcessNameFilter;
  let lookups: string[];
  beforeEach(() => {
    room = subgraph();
    filter = new InProcessNameFilter();
    lookups = [];
  });

  /** The service over the real store, which says when it was asked. */
  function open(nameFilter = filter): RoomNames {
    const store = {
      publicNames: room.store.publicNames.bind(room.store),
      isNameTaken: (name: string) => {
        lookups.push(name);
        return room.store.isNameTaken(name);
      },
    };
    const names = new RoomNames({ store, nameFilter, logger: createLogger({ level: 'silent' }) });
    onTestFinished(() => names.stop());
    return names;
  }
  const filled = async (names: RoomNames) => {
    names.start();
    await vi.waitFor(async () => expect((await filter.progress())?.isComplete).toBe(true));
    return names;
  };
  const unused = () => `Trains ${randomUUID()}`;
  const make = async (name: string, visibility = 'PUBLIC') => {
    const { payload } = await room.mutate(room.person(), 'createRoom', { name, visibility });
    return payload?.room?.id ?? expect.fail('no room');
  };

  it('are known from before the filter was filled, and those that are free are not looked up', async () => {
    const [taken, free, hidden] = [unused(), unused(), unused()];
    await make(taken);
    await make(hidden, 'PRIVATE');
    const names = await filled(open());
    expect(await names.isAvailable(taken)).toBe(false);
    expect(await names.isAvailable(taken.toUpperCase())).toBe(false);
    expect(lookups).toEqual([taken, taken.toUpperCase()]);
    expect(await names.isAvailable(free)).toBe(true);
    expect(await names.isAvailable(hidden)).toBe(true);
    expect(lookups).toHaveLength(2);
  });

  it('are looked up as long as the filter knows nothing', async () => {
    const [taken, free] = [unused(), unused()];
    await make(taken);
    const names = open();
    expect(await names.isAvailable(taken)).toBe(false);
    expect(await names.isAvailable(free)).toBe(true);
    expect(lookups).toEqual([taken, free]);
  });

  it('that no room may have are not available', async () => {
    const names = open();
    for (const name of ['', ' ', 'x'.repeat(81), 'a\nb']) expect(await names.isAvailable(name)).toBe(false);
    expect(lookups).toEqual([]);
  });

  it('are told to the filter by rooms that are made, and taken back when the last one leaves', async () => {
    const names = await filled(open());
    const [name, other] = [unused(), unused()];
    const made = { ...{ name, visibility: 'PUBLIC', memberCount: 1 } } as Parameters<RoomNames['note']>[0];
    await names.note(made);
    expect(await filter.mayHold(name.toLowerCase())).toBe(true);
    await names.note({ ...made, memberCount: 0 });
    expect(await filter.mayHold(name.toLowerCase())).toBe(false);
    // Another room of that name has people in it.
    await make(other);
    await names.note({ ...made, name: other });
    await names.note({ ...made, name: other, memberCount: 0 });
    expect(await filter.mayHold(other.toLowerCase())).toBe(true);
    await names.note({ ...made, visibility: 'PRIVATE' });
    expect(await filter.mayHold(name.toLowerCase())).toBe(false);
  });

  it('that an old filter lacks are added from where it stands', async () => {
    const [before, after] = [unused(), unused()];
    await make(before);
    const first = await filled(open());
    await first.stop();
    const then = await filter.progress();
    // More than a round begins anew in any case.
    room.time.now += 3_600_000;
    await make(after);
    expect(await filter.mayHold(after.toLowerCase())).toBe(false);
    open().start();
    await vi.waitFor(async () => expect(await filter.mayHold(after.toLowerCase())).toBe(true));
    await vi.waitFor(async () => expect(await filter.progress()).not.toEqual(then));
  });

  it('can be asked for by whoever may make rooms', async () => {
    const [taken, free] = [unused(), unused()];
    await make(taken);
    const ask = async (name: string) =>
      (await room.ask<{ roomNameAvailable: boolean }>(room.person(), AVAILABLE, { name })).data?.roomNameAvailable;
    expect([await ask(taken), await ask(free)]).toEqual([false, true]);
  });
});
