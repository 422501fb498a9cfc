import { Session } from 'node:inspector/promises';

/** What the bench asks a server under measurement, over the channel between the two processes. */
export type ServerCommand =
  /** Delivers one event to every viewer of a room. `at` is `performance.timeOrigin`-based time in milliseconds. */
  | { readonly type: 'publish'; readonly room: number; readonly body: string }
  | { readonly type: 'usage'; readonly collectGarbage: boolean };

/** What the server says. */
export type ServerReport =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'usage'; readonly cpuMicros: number; readonly memoryBytes: number; readonly heapBytes: number };

/** Answers the bench's questions; `publish` is the server's own matter. */
export function serveCommands(port: number, publish: (room: number, body: string) => void): void {
  process.on('message', async (command: ServerCommand) => {
    if (command.type === 'publish') return publish(command.room, command.body);
    if (command.collectGarbage) await collectGarbage();
    const { user, system } = process.cpuUsage();
    const { rss: memoryBytes, heapUsed: heapBytes } = process.memoryUsage();
    report({ type: 'usage', cpuMicros: user + system, memoryBytes, heapBytes });
  });
  // The bench has ended, however it did.
  process.on('disconnect', () => process.exit());
  report({ type: 'ready', port });
}

/**
 * Collects as V8 does when memory is short: the heap is compacted and empty pages go back to the system. A collection of the
 * usual kind leaves the pages that the garbage of connecting has filled, and the young generation as large as it once grew:
 * that has nothing to do with how many connections there are.
 */
async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}

function report(message: ServerReport): void {
  process.send?.(message);
}
