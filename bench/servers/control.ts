/** What the bench asks a server under measurement, over the channel between the two processes. */
export type ServerCommand =
  /** Delivers one event to every viewer of a room. `at` is `performance.timeOrigin`-based time in milliseconds. */
  | { readonly type: 'publish'; readonly room: number; readonly body: string }
  | { readonly type: 'usage'; readonly collectGarbage: boolean };

/** What the server says. */
export type ServerReport =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'usage'; readonly cpuMicros: number; readonly memoryBytes: number };

/** Answers the bench's questions; `publish` is the server's own matter. */
export function serveCommands(port: number, publish: (room: number, body: string) => void): void {
  process.on('message', (command: ServerCommand) => {
    if (command.type === 'publish') return publish(command.room, command.body);
    if (command.collectGarbage) globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    report({ type: 'usage', cpuMicros: user + system, memoryBytes: process.memoryUsage.rss() });
  });
  // The bench has ended, however it did.
  process.on('disconnect', () => process.exit());
  report({ type: 'ready', port });
}

function report(message: ServerReport): void {
  process.send?.(message);
}
