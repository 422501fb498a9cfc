import { describe, expect, it } from 'vitest';
import { busyRoom } from '#tests/kit/real/busy-room.ts';
import { useRealLynk } from '#tests/kit/real/real-lynk.ts';

describe('kill -9 of each process of Lynk in turn', () => {
  const lynk = useRealLynk();

  it('loses, doubles and moves nothing', async () => {
    const { traffic, wrongs } = await busyRoom(lynk());
    for (const process of lynk().processes) {
      await process.kill('SIGKILL');
      await process.start();
      await traffic.goesOn();
    }
    expect(traffic.retries, 'Nothing was hit.').toBeGreaterThan(0);
    expect(traffic.resumes, 'No stream was hit.').toBeGreaterThan(0);
    expect(await wrongs()).toEqual([]);
  });
});
