import { onTestFinished } from 'vitest';
import { makeRoom, type Person, registerAll } from '../people.ts';
import { Recorder } from '../recorder.ts';
import type { RealLynk } from './real-lynk.ts';
import { roaming } from './roaming-client.ts';
import { SteadyTraffic } from './steady-traffic.ts';

/** A room in which Ann, who owns it, Ben and Cleo write and watch, each first through another gateway, until the test ends. */
export async function busyRoom({ gateways }: RealLynk, options: { pauseMs?: number } = {}) {
  const [first, second] = gateways;
  if (!first || !second) throw new Error('There must be two gateways.');
  const urls = [first.url, second.url];
  const [ann, ben, cleo] = await registerAll(first.url, 'Ann', 'Ben', 'Cleo');
  const people: [Person, Person, Person] = [roaming(ann, urls), roaming(ben, urls, 1), roaming(cleo, urls)];
  const recorder = new Recorder(first, await makeRoom(people[0], people.slice(1)));
  const traffic = await SteadyTraffic.start(recorder, gateways, people, options.pauseMs);
  onTestFinished(() => traffic.end());
  await traffic.goesOn();
  /** Waits until all is over, and gives what must not be: what was refused for good, and what the checker finds. */
  const wrongs = async () => {
    await traffic.settle();
    return [...traffic.refusals, ...(await recorder.violations(...people))];
  };
  return { people, recorder, roomId: recorder.roomId, traffic, urls, wrongs };
}
