import { Child } from './child.ts';
import { CONTENDERS, type Contender, startContender } from './contender.ts';
import type { ViewersCommand, ViewersReport } from './viewers/viewers.ts';

/** What one subscribed connection costs while nothing happens. */
export interface IdleFigures {
  readonly bytesPerConnection: number;
}

const FIRST = 500;
const MORE = 5_000;

/**
 * Measures the memory (resident set, after a collection) of a subscribed connection: the difference that 5,000 more make
 * to a server that has had 500, so that what is paid once does not count.
 */
export async function idle(): Promise<Record<string, IdleFigures>> {
  const figures: Record<string, IdleFigures> = {};
  for (const name of CONTENDERS) {
    const contender = await startContender(name, 8, 1);
    try {
      figures[name] = { bytesPerConnection: await measure(contender) };
    } finally {
      await contender.stop();
    }
  }
  return figures;
}

async function measure(contender: Contender): Promise<number> {
  const viewers = new Child<ViewersCommand, ViewersReport>('viewers');
  try {
    await connect(contender, viewers, FIRST);
    const before = await settled(contender);
    await connect(contender, viewers, MORE);
    return ((await settled(contender)) - before) / MORE;
  } finally {
    await viewers.stop();
  }
}

async function connect(
  contender: Contender,
  viewers: Child<ViewersCommand, ViewersReport>,
  count: number,
): Promise<void> {
  const each = Array.from({ length: count }, (_, index) => {
    const token = contender.token(index);
    return { room: contender.room(0), ...(token !== undefined && { token }) };
  });
  const connected = viewers.next('connected');
  viewers.send({ type: 'connect', protocol: contender.protocol, port: contender.port, viewers: each });
  await connected;
}

/** The memory when it no longer falls. */
async function settled(contender: Contender): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { memoryBytes } = await contender.usage(true);
    least = Math.min(least, memoryBytes);
  }
  return least;
}
