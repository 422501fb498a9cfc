import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '#platform/grpc/contract.ts';
import { readLocalServices } from '../config.ts';
import { SUBGRAPH_NAMES } from '../schema-files.ts';
import { LocalServices } from '../services/local-services.ts';
import type { ServiceProcess } from '../services/service-process.ts';
import { StartupError } from '../startup-error.ts';

const USAGE = 'Usage: npm run services [-- gateway=2 message=2 …], a part and how many processes of it.';
const LONGEST_PAUSE_MS = 30_000;

/** npm run services: gateway and subgraphs as processes of this machine, on the servers of `npm run stack:up`. */
async function main(args: readonly string[]): Promise<void> {
  const { environment, host, port } = readLocalServices();
  const instances = readInstances(args);
  const services = await LocalServices.start({
    environment,
    instances,
    port,
    onLine: (service, line) => console.error(line.startsWith('{') ? line : `${service}: ${line}`),
  });
  let isStopping = false;
  for (const each of services.processes) void keepRunning(each, () => isStopping);
  console.log(`\n  Lynk runs in ${services.processes.length} processes. GraphQL: ${services.urls.join(', ')}`);
  console.log(`  They listen on ${host}. Stop with Ctrl-C.\n`);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  isStopping = true;
  await services.stop();
}

/** A process that ends by itself is started again, after a pause that grows. */
async function keepRunning(process: ServiceProcess, isStopping: () => boolean): Promise<void> {
  for (let pauseMs = 500; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    await process.ended();
    if (isStopping()) return;
    console.error(`${process.options.service} has ended. It is started again in ${pauseMs} ms.`);
    await sleep(pauseMs);
    if (isStopping()) return;
    await process.start().catch((error: Error) => console.error(error.message));
  }
}

function readInstances(args: readonly string[]): Partial<Record<ServiceName, number>> {
  const parts: readonly string[] = ['gateway', ...SUBGRAPH_NAMES];
  return Object.fromEntries(
    args.map((arg) => {
      const [, part, count] = /^([a-z]+)=([1-9]\d?)$/.exec(arg) ?? [];
      if (part === undefined || !parts.includes(part)) throw new StartupError(USAGE);
      return [part, Number(count)];
    }),
  );
}

try {
  await main(process.argv.slice(2));
  process.exit();
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}
