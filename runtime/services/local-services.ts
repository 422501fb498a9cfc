import { once } from 'node:events';
import { createServer } from 'node:net';
import type { ServiceName } from '#platform/grpc/contract.ts';
import { SUBGRAPH_NAMES } from '../schema-files.ts';
import { ServiceProcess } from './service-process.ts';

/** What to start on this machine. */
export interface LocalServicesOptions {
  /** Settings of all processes. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How many processes of a part; one when it is left out. */
  readonly instances?: Partial<Readonly<Record<ServiceName, number>>>;
  /** The port of the first gateway; a free one when it is left out. */
  readonly port?: number;
  /** What a process has printed. */
  readonly onLine?: (service: ServiceName, line: string) => void;
}

const HOST = '127.0.0.1';

/** The gateway and all subgraphs as processes of this machine, on ports that stay theirs when one is started again. */
export class LocalServices {
  readonly processes: readonly ServiceProcess[];

  private constructor(processes: readonly ServiceProcess[]) {
    this.processes = processes;
  }

  /** Starts all of them: subgraphs at once, then gateways. When one fails the others are stopped. */
  static async start(options: LocalServicesOptions): Promise<LocalServices> {
    const services = new LocalServices(await plan(options));
    try {
      await Promise.all(services.#subgraphs.map((process) => process.start()));
      await Promise.all(services.of('gateway').map((process) => process.start()));
    } catch (error) {
      await services.stop();
      throw error;
    }
    return services;
  }

  /** The processes of one part. */
  of(service: ServiceName): readonly ServiceProcess[] {
    return this.processes.filter((process) => process.options.service === service);
  }

  /** The addresses of the gateways' GraphQL endpoints. */
  get urls(): readonly string[] {
    return this.of('gateway').map(({ options }) => `http://${HOST}:${options.port}/graphql`);
  }

  /** Stops gateways first, so that what is under way is answered. */
  async stop(): Promise<void> {
    await Promise.all(this.of('gateway').map((process) => process.stop()));
    await Promise.all(this.#subgraphs.map((process) => process.stop()));
  }

  get #subgraphs(): readonly ServiceProcess[] {
    return this.processes.filter((process) => process.options.service !== 'gateway');
  }
}

/** Gives each process its ports, and tells all of them where the others are. */
async function plan(options: LocalServicesOptions): Promise<ServiceProcess[]> {
  const parts: ServiceName[] = ['gateway', ...SUBGRAPH_NAMES].flatMap((service) =>
    Array.from({ length: options.instances?.[service as ServiceName] ?? 1 }, () => service as ServiceName),
  );
  const free = await freePorts(parts.length * 3);
  const take = () => free.pop() ?? 0;
  const places = parts.map((service, index) => ({
    service,
    port: index === 0 && options.port ? options.port : take(),
    rpcPort: service === 'gateway' ? null : take(),
    adminPort: take(),
  }));
  const peers = SUBGRAPH_NAMES.flatMap((name) => {
    const mine = places.filter(({ service }) => service === name);
    const list = (ports: (number | null)[]) => ports.map((port) => `${HOST}:${port}`).join();
    return [
      [`LYNK_SUBGRAPH_${name.toUpperCase()}`, list(mine.map(({ port }) => port))],
      [`LYNK_RPC_${name.toUpperCase()}`, list(mine.map(({ rpcPort }) => rpcPort))],
    ];
  });
  const environment = { LYNK_HOST: HOST, ...options.environment, ...Object.fromEntries(peers) };
  return places.map(
    (place) =>
      new ServiceProcess({
        ...place,
        environment,
        onLine: (line) => options.onLine?.(place.service, line),
      }),
  );
}

/** Ports that are free at this moment, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, HOST));
  return Promise.all(
    servers.map(async (server) => {
      await once(server, 'listening');
      const address = server.address();
      server.close();
      await once(server, 'close');
      return address !== null && typeof address === 'object' ? address.port : 0;
    }),
  );
}
