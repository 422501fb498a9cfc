import { afterEach, expect, test } from 'vitest';
import { TcpProxy } from '#tests/kit/remote/tcp-proxy.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { useChromium } from './kit/chromium.ts';
import { WebPerson } from './kit/web-person.ts';

/** Tall enough that every message of the test is on the screen: what is asserted is what a person sees. */
const TALL = { viewport: { width: 1280, height: 9_000 } };
/** Longer than the longest pause between two tries. */
const AGAIN_WITHIN_MS = 60_000;

const lynk = useLynk({ faults: 'expected', own: true });
const visit = useChromium();
const proxies: TcpProxy[] = [];
afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

test('a lost network, a cut and a killed server lose nothing, double nothing and keep one order on both screens', async () => {
  const proxy = await TcpProxy.open(Number(new URL(lynk().url).port));
  proxies.push(proxy);
  const origin = `http://127.0.0.1:${proxy.port}`;
  const [left, right] = await Promise.all([visit(TALL), visit(TALL)]);
  const people = [new WebPerson(left.page, 'Ann'), new WebPerson(right.page, 'Ben')] as const;
  const [ann, ben] = people;
  await Promise.all([ann.register(origin), ben.register(origin)]);
  await ben.join(await ann.makeRoom());

  const written: string[] = [];
  const write = async (person: WebPerson, count: number) => {
    for (let index = 0; index < count; index += 1) {
      const body = `${person.name} says ${written.length + 1} of ${Math.random()}`;
      written.push(body);
      await person.write(body);
    }
  };
  const bothWrite = (count: number) => Promise.all(people.map((person) => write(person, count)));

  await bothWrite(4);

  await left.context.setOffline(true);
  await left.page.getByText('You are offline.').waitFor();
  proxy.cut();
  await bothWrite(4);
  await left.context.setOffline(false);
  await left.page.getByText('You are offline.').waitFor({ state: 'detached' });

  const cutting = bothWrite(4);
  proxy.cut();
  await cutting;

  const killing = bothWrite(4);
  await lynk().kill9();
  await killing;
  await right.page.getByText('Reconnecting…').waitFor();
  await bothWrite(2);
  await lynk().start();
  await bothWrite(2);

  for (const person of people) {
    await expect
      .poll(async () => [(await person.sending()) === 0, (await person.shown()).length], { timeout: AGAIN_WITHIN_MS })
      .toEqual([true, written.length]);
  }
  const [onLeft, onRight] = await Promise.all(people.map((person) => person.shown()));
  expect(onRight).toEqual(onLeft);
  expect([...(onLeft ?? [])].sort()).toEqual([...written].sort());
  for (const person of people) {
    const own = (bodies: readonly string[]) => bodies.filter((body) => body.startsWith(person.name));
    expect(own(onLeft ?? []), `the order in which ${person.name} wrote`).toEqual(own(written));
  }
  // What stands on the screens is what the server has: a screen that is opened anew shows the same.
  await left.page.reload();
  await expect.poll(() => ann.shown(), { timeout: AGAIN_WITHIN_MS }).toEqual(onLeft);
});
