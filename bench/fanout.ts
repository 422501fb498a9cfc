import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child.ts';
import { type Contender, type ContenderName, startContender } from './contender.ts';
import { bestWindow, type Latencies } from './measure.ts';
import type { ViewersCommand, ViewersReport } from './viewers/viewers.ts';

/** How many watch, in how many rooms, and how much happens. */
export interface FanoutScenario {
  readonly name: string;
  readonly viewers: number;
  readonly rooms: number;
  /** Events a second over all rooms; null for as many as the server takes. */
  readonly eventsPerSecond: number | null;
}

/** What one server cost in one scenario. */
export interface FanoutFigures extends Latencies {
  readonly cpuMicrosPerDelivery: number;
  readonly deliveriesPerSecond: number;
  readonly bytesPerDelivery: number;
}

/** The scenarios of the workload `fanout`. */
export const FANOUT_SCENARIOS: readonly FanoutScenario[] = [
  { name: '1,000 viewers of one room, 20 events/s', viewers: 1_000, rooms: 1, eventsPerSecond: 20 },
  { name: '1,000 viewers of one room, saturated', viewers: 1_000, rooms: 1, eventsPerSecond: null },
  { name: '5,000 viewers of one room, 20 events/s', viewers: 5_000, rooms: 1, eventsPerSecond: 20 },
  { name: '5,000 viewers of one room, saturated', viewers: 5_000, rooms: 1, eventsPerSecond: null },
  { name: '1,000 viewers in 500 rooms, 500 events/s', viewers: 1_000, rooms: 500, eventsPerSecond: 500 },
];

/** How many times slower events come to the server that executes each of them for each viewer. */
const SLOWER = 40;
const WARM_UP_MS = 3_000;
/** When saturated, so many events are under way at any time: enough to keep the server busy, and no growing queue. */
const EVENTS_UNDER_WAY = 16;
const PADDING = ' and the rest of a message of ordinary length, as people write them to each other.';

/** Measures one scenario on each of the servers. */
export async function fanout(
  scenario: FanoutScenario,
  servers: readonly ContenderName[],
): Promise<Record<string, FanoutFigures>> {
  const figures: Record<string, FanoutFigures> = {};
  for (const name of servers) {
    // One upstream and one execution per viewer cost far more than a machine has at the rate of the others.
    const slower = name === 'per-viewer' && scenario.eventsPerSecond !== null;
    const own = slower ? { ...scenario, eventsPerSecond: (scenario.eventsPerSecond ?? 0) / SLOWER } : scenario;
    const contender = await startContender(name, scenario.rooms > 1 ? 2 : 8, scenario.rooms);
    try {
      figures[name] = await measure(contender, own, name !== 'per-viewer');
    } finally {
      await contender.stop();
    }
  }
  return figures;
}

async function measure(
  contender: Contender,
  scenario: FanoutScenario,
  takesManyEvents: boolean,
): Promise<FanoutFigures> {
  const viewers = new Child<ViewersCommand, ViewersReport>('viewers');
  try {
    const { protocol, port, room, token } = contender;
    const each = Array.from({ length: scenario.viewers }, (_, index) => {
      const accessToken = token(index);
      return { room: room(index % scenario.rooms), ...(accessToken !== undefined && { token: accessToken }) };
    });
    const connected = viewers.next('connected');
    viewers.send({ type: 'connect', protocol, port, viewers: each });
    await connected;
    await untilAllWatch(contender, viewers, scenario);
    if (takesManyEvents) await warmUp(contender, viewers, scenario);
    const traffic = startTraffic(contender, viewers, scenario);
    try {
      return await figuresOf(contender, viewers, scenario);
    } finally {
      traffic.stop();
    }
  } finally {
    await viewers.stop();
  }
}

async function figuresOf(
  contender: Contender,
  viewers: Child<ViewersCommand, ViewersReport>,
  { eventsPerSecond, viewers: watching, rooms }: FanoutScenario,
): Promise<FanoutFigures> {
  await sleep(WARM_UP_MS);
  const count = async () => {
    const { events, bytes, latenciesMs } = await countOf(viewers);
    return { count: events, bytes, latenciesMs };
  };
  const perSecond = eventsPerSecond === null ? null : (eventsPerSecond * watching) / rooms;
  const { found, cpuMicrosPerUnit, unitsPerSecond, ...rest } = await bestWindow(contender.usage, count, perSecond);
  return {
    cpuMicrosPerDelivery: cpuMicrosPerUnit,
    deliveriesPerSecond: unitsPerSecond,
    bytesPerDelivery: found.bytes / found.count,
    ...rest,
  };
}

/** Sends events to every room until every viewer has got them: only then all of them really watch. */
async function untilAllWatch(
  contender: Contender,
  viewers: Child<ViewersCommand, ViewersReport>,
  scenario: FanoutScenario,
): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await countOf(viewers);
    for (let room = 0; room < scenario.rooms; room += 1) publish(contender, room);
    let events = 0;
    for (let waited = 0; waited < 40 && events < scenario.viewers; waited += 1) {
      await sleep(500);
      events += (await countOf(viewers)).events;
    }
    if (events === scenario.viewers) return;
  }
  throw new Error('Some viewers got nothing.');
}

/** Busy for a while, so that what runs for hours in a server was compiled; a few dozen events do not get there. */
async function warmUp(
  contender: Contender,
  viewers: Child<ViewersCommand, ViewersReport>,
  scenario: FanoutScenario,
): Promise<void> {
  const traffic = startTraffic(contender, viewers, { ...scenario, eventsPerSecond: null });
  await sleep(WARM_UP_MS);
  traffic.stop();
  await countOf(viewers);
  for (let waited = 0; waited < 60; waited += 1) {
    await sleep(500);
    if ((await countOf(viewers)).events === 0) return;
  }
  throw new Error('What was sent to warm up does not end.');
}

/** Publishes at the scenario's rate, or so that the same number of events is always under way. */
function startTraffic(
  contender: Contender,
  viewers: Child<ViewersCommand, ViewersReport>,
  scenario: FanoutScenario,
): { stop(): void } {
  let published = 0;
  const next = () => {
    publish(contender, published % scenario.rooms);
    published += 1;
  };
  const { eventsPerSecond } = scenario;
  if (eventsPerSecond !== null) {
    const started = performance.now();
    const timer = setInterval(() => {
      while (published < ((performance.now() - started) / 1000) * eventsPerSecond) next();
    }, 5);
    return { stop: () => clearInterval(timer) };
  }
  let delivered = 0;
  let seen = 0;
  const end = viewers.onReport((report) => {
    if (report.type !== 'progress') return;
    // Counting begins anew with each count.
    delivered += report.events >= seen ? report.events - seen : report.events;
    seen = report.events;
    while (published - delivered / scenario.viewers < EVENTS_UNDER_WAY) next();
  });
  for (let index = 0; index < EVENTS_UNDER_WAY; index += 1) next();
  return { stop: end };
}

function publish(contender: Contender, room: number): void {
  contender.publish(room, `at=${performance.timeOrigin + performance.now()}${PADDING}`);
}

async function countOf(viewers: Child<ViewersCommand, ViewersReport>) {
  const answer = viewers.next('count');
  viewers.send({ type: 'count' });
  return answer;
}
