import { Child } from './child.ts';
import { type Contender, type ContenderName, startContender } from './contender.ts';
import type { ViewersCommand, ViewersReport } from './viewers/viewers.ts';

/** What one subscribed connection costs while nothing happens. */
export interface IdleFigures {
  /** Of the resident set. */
  readonly bytesPerConnection: number;
  /** Of it, objects on the heap. */
  readonly heapBytesPerConnection: number;
}

const FIRST = 500;
const MORE = 5_000;

/**
 * Measures the memory (after a collection that gives back what is free) of a subscribed connection: the difference that 5,000 more make
 * to a server that has had 500, so that what is paid once does not count.
 */
export async function idle(servers: readonly ContenderName[]): Promise<Record<string, IdleFigures>> {
  const figures: Record<string, IdleFigures> = {};
  for (const name of servers) {
    const contender = await startContender(name, 8, 1);
    try {
      figures[name] = await measure(contender);
    } finally {
      await contender.stop();
    }
  }
  return figures;
}

async function measure(contender: Contender): Promise<IdleFigures> {
  const viewers = new Child<ViewersCommand, ViewersReport>('viewers');
  try {
    await connect(contender, viewers, FIRST);
    const before = await settled(contender);
    await connect(contender, viewers, MORE);
    const after = await settled(contender);
    return {
      bytesPerConnection: (after.memoryBytes - before.memoryBytes) / MORE,
      heapBytesPerConnection: (after.heapBytes - before.heapBytes) / MORE,
    };
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
async function settled(contender: Contender): Promise<{ memoryBytes: number; heapBytes: number }> {
  let memoryBytes = Number.POSITIVE_INFINITY;
  let heapBytes = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const usage = await contender.usage(true);
    memoryBytes = Math.min(memoryBytes, usage.memoryBytes);
    heapBytes = Math.min(heapBytes, usage.heapBytes);
  }
  return { memoryBytes, heapBytes };
}
