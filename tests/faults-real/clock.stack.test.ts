import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { ADD_MEMBER, REMOVE_MEMBER } from '#tests/kit/operations/room.ts';
import { readAll, register } from '#tests/kit/people.ts';
import { busyRoom } from '#tests/kit/real/busy-room.ts';
import { useRealLynk } from '#tests/kit/real/real-lynk.ts';
import { until } from '#tests/kit/until.ts';

const RETRY_MS = 250;

describe('a message subgraph whose clock steps back', () => {
  const lynk = useRealLynk();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-clock-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives identifiers that rise within the room', async () => {
    const offset = path.join(folder, 'offset');
    const setClock = (text: string) => writeFileSync(offset, `${text}\n`);
    setClock('+0');
    const [, other = expect.fail('There is no second one.')] = lynk().processes.filter(
      ({ options }) => options.service === 'message',
    );
    const slow = await lynk().startAnew(lynk().one('message'), {
      LD_PRELOAD: inject('fakeTime'),
      FAKETIME_TIMESTAMP_FILE: offset,
      FAKETIME_CACHE_DURATION: '1',
      // Pauses last as long as they do.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
    const { people, roomId, traffic, wrongs } = await busyRoom(lynk());
    const [ann, ben] = people;
    const gateway = lynk().gateways[0] ?? expect.fail('There is no gateway.');
    const dan = await register(gateway.url, 'Dan');
    const come = () => ann.client.ask(ADD_MEMBER, { input: { roomId, userId: dan.id } });
    const go = () => ann.client.ask(REMOVE_MEMBER, { input: { roomId, userId: dan.id } });
    setClock('-1h');
    // Gateways’ tokens come from its future: they go to the other one, and chat goes on.
    await traffic.goesOn(20);
    expect(lynk().logged('is left out'), 'Its clock has not stepped.').not.toEqual([]);
    // Nobody else can write down who comes and goes.
    await other.kill('SIGKILL');
    for (const change of [come, go, come, go]) {
      await until('a change', async () => (await change()).codes.length === 0, { pollMs: RETRY_MS });
    }
    await other.start();
    await traffic.goesOn();
    setClock('+0');
    await traffic.goesOn();
    expect(slow.isRunning).toBe(true);
    expect(await wrongs()).toEqual([]);
    // The time of a message is that of its identifier.
    const times = (await readAll(ben, roomId)).map(({ node }) => Date.parse(node.createdAt));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const [seen = expect.fail('Nobody watches.')] = traffic.watches;
    expect(seen.events('MemberJoined')).toHaveLength(2);
    expect(seen.events('MemberLeft')).toHaveLength(2);
  });
});
