import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import type { ServiceName } from '#platform/grpc/contract.ts';
import { readLocalServices } from '#runtime/config.ts';
import { LocalServices } from '#runtime/services/local-services.ts';
import { ServiceProcess } from '#runtime/services/service-process.ts';
import type { LiveAddress } from '../live.ts';
import { Servers } from './servers.ts';

/** Where a gateway is. */
export interface GatewayAddress extends LiveAddress {
  readonly url: string;
}

const SETTINGS = {
  LYNK_RATE_LIMIT_PER_SECOND: '100000',
  LYNK_RATE_LIMIT_BURST: '100000',
  LYNK_COST_PER_MINUTE: '100000000',
  LYNK_PUSH_DELAY_SECONDS: '0',
  LYNK_LOG_LEVEL: 'warn',
  // What would have been pushed is shown.
  LYNK_MODE: 'development',
};
const KEPT_LINES = 4_000;

/** Two gateways, two message subgraphs and one of each other subgraph as processes, on servers that may be killed. */
export class RealLynk {
  readonly servers: Servers;
  readonly gateways: readonly GatewayAddress[];
  readonly #processes: ServiceProcess[];
  readonly #lines: readonly string[];

  private constructor(servers: Servers, services: LocalServices, lines: readonly string[]) {
    this.servers = servers;
    this.gateways = services.urls.map((url) => ({ url, wsUrl: url.replace(/^http/, 'ws') }));
    this.#processes = [...services.processes];
    this.#lines = lines;
  }

  /** @param folder the LYNK_STACK_FOLDER of the servers */
  static async start(folder: string): Promise<RealLynk> {
    const given = Object.entries(process.env).filter(([name]) => !name.startsWith('LYNK_'));
    const told = { ...Object.fromEntries(given), ...SETTINGS, LYNK_STACK_FOLDER: folder };
    const lines: string[] = [];
    const services = await LocalServices.start({
      environment: { ...readLocalServices(told).environment, NODE_ENV: 'production' },
      instances: { gateway: 2, message: 2 },
      onLine: (service, line) => {
        lines.push(`${service} ${line}`);
        if (lines.length > KEPT_LINES) lines.shift();
      },
    });
    return new RealLynk(new Servers(folder), services, lines);
  }

  /** The processes of all parts. */
  get processes(): readonly ServiceProcess[] {
    return this.#processes;
  }

  /** The process of a part; the first one of several. */
  one(service: ServiceName): ServiceProcess {
    const found = this.#processes.find(({ options }) => options.service === service);
    if (!found) throw new Error(`There is no process of ${service}.`);
    return found;
  }

  /** Kills a process and starts it with more settings of its system, in the same place. @returns the new one */
  async startAnew(old: ServiceProcess, environment: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const anew = new ServiceProcess({ ...old.options, environment: { ...old.options.environment, ...environment } });
    await old.kill('SIGKILL');
    await anew.start();
    this.#processes[this.#processes.indexOf(old)] = anew;
    return anew;
  }

  /** The last lines that contain a text, with the part that has printed them. */
  logged(text = ''): readonly string[] {
    return this.#lines.filter((line) => line.includes(text));
  }

  /** What the processes that have ended without being told to had to say last. */
  get ended(): readonly string[] {
    const dead = this.#processes.filter(({ isRunning }) => !isRunning).map(({ options }) => options.service);
    return dead.flatMap((service) => [service, ...this.#lines.filter((line) => line.startsWith(service)).slice(-5)]);
  }

  /** Ends all processes: gateways first, so that what is under way is answered. */
  async stop(): Promise<void> {
    const isGateway = ({ options }: ServiceProcess) => options.service === 'gateway';
    for (const part of [this.#processes.filter(isGateway), this.#processes.filter((each) => !isGateway(each))]) {
      await Promise.all(part.map((each) => each.stop()));
    }
  }
}

/** Starts it for the tests of a file, on servers that this run may kill, and stops it afterwards. */
export function useRealLynk(): () => RealLynk {
  let lynk: RealLynk | undefined;
  beforeAll(async () => {
    const folder = inject('ownStack');
    // A test before may have left one of them dead.
    await new Servers(folder).restart();
    lynk = await RealLynk.start(folder);
  });
  // Whatever is away, everybody waits for it.
  afterEach(() => expect(lynk?.ended).toEqual([]));
  afterAll(() => lynk?.stop());
  return () => {
    if (!lynk) throw new Error('Lynk runs from the first test on.');
    return lynk;
  };
}
