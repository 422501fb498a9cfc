import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, it, onTestFinished } from 'vitest';
import { BusyRoom } from '#tests/kit/remote/busy-room.ts';
import { type RemoteGateway, useRemoteLynk } from '#tests/kit/remote/remote-lynk.ts';

const ROOMS = 3;
const ROUNDS = 4;

/**
 * What is between the gateways and the subgraphs fails; who watches must not notice. There are two gateways with links of
 * their own: what one of them misses, the other one has.
 */
describe('behind the gateways', () => {
  const lynk = useRemoteLynk({ gateways: 2 });
  let first: RemoteGateway;
  let rooms: BusyRoom[];
  beforeAll(() => {
    const [gateway] = lynk().gateways;
    if (gateway) first = gateway;
  });
  beforeEach(async () => {
    rooms = [];
    for (let count = 0; count < ROOMS; count += 1) rooms.push(await BusyRoom.open(lynk().gateways));
    onTestFinished(async () => {
      for (const room of rooms) await room.close();
    });
  });

  const duringTraffic = async (happens: () => Promise<void>) => {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    let ready = 0;
    // What happens does so once, when all rooms are busy.
    const happening = begun.then(happens);
    await Promise.all(
      rooms.map((room) =>
        room.during(() => {
          ready += 1;
          if (ready === rooms.length) begin();
          return happening;
        }),
      ),
    );
  };
  const expectFlawless = async () => {
    for (const room of rooms) await room.expectFlawless();
  };

  it('the link of live streams is cut again and again', { timeout: 300_000 }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await duringTraffic(async () => {
        for (let cuts = 0; cuts <= round; cuts += 1) {
          first.liveLink.cut();
          await sleep(20 * round);
        }
      });
    }
    await expectFlawless();
  });

  it('every link of both gateways is cut', { timeout: 300_000 }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await duringTraffic(async () => {
        for (const { links } of lynk().gateways) for (const link of links.values()) link.cut();
      });
    }
    await expectFlawless();
  });

  it('a link says nothing any more, and goes on', { timeout: 300_000 }, async () => {
    // Shorter and longer than the gateway waits.
    for (const stalledMs of [300, 1_500, 5_000]) {
      await duringTraffic(async () => {
        first.liveLink.stall();
        await sleep(stalledMs);
        first.liveLink.resume();
      });
    }
    await expectFlawless();
  });

  it('a link says nothing any more, is cut, and says nothing to those who come back', {
    timeout: 300_000,
  }, async () => {
    for (const stalledMs of [300, 5_000]) {
      await duringTraffic(async () => {
        first.liveLink.stall();
        await sleep(stalledMs / 2);
        first.liveLink.cut();
        await sleep(stalledMs / 2);
        first.liveLink.resume();
      });
    }
    await expectFlawless();
  });

  it('connections fall silent for ever, also while they are being made', { timeout: 300_000 }, async () => {
    for (const isCut of [false, true]) {
      await duringTraffic(async () => {
        first.liveLink.stall();
        // Then the gateway is in the middle of a handshake when the others are let through.
        if (isCut) first.liveLink.cut();
        await sleep(200);
        first.liveLink.resumeForNewcomers();
        await sleep(200);
      });
      for (const room of rooms) await room.untilAllSee(`after the silence ${isCut}`);
    }
    await expectFlawless();
  });

  it('the subgraphs are killed and start again', { timeout: 300_000 }, async () => {
    for (let round = 0; round < 3; round += 1) {
      await duringTraffic(async () => {
        await lynk().subgraphs.kill();
        await lynk().subgraphs.start();
      });
    }
    await expectFlawless();
  });

  it('the link of the notices between processes is cut', { timeout: 300_000 }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await duringTraffic(async () => {
        lynk().hub.cut();
      });
    }
    await expectFlawless();
  });
});
