import net from 'node:net';

/** What a person who has just started Lynk wants to know. */
export function banner(options: { host: string; port: number; dataFolder: string; startedInMs: number }): string {
  const address = `${displayHost(options.host)}:${options.port}`;
  return `
  Lynk is running (ready in ${(options.startedInMs / 1000).toFixed(1)} s).

    GraphQL       http://${address}/graphql
    Live events   ws://${address}/graphql
    Data folder   ${options.dataFolder}
    Stop          Ctrl-C
`;
}

/** An address that a browser on this machine can open. */
export function displayHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return net.isIPv6(host) ? `[${host}]` : host;
}
