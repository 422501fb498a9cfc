import { readFileSync, statSync } from 'node:fs';
import { inject } from 'vitest';
import { readLocalServices } from '#runtime/config.ts';
import { LocalServices } from '#runtime/services/local-services.ts';
import { Client } from './client.ts';
import { isFault, isWarning } from './lynk-log.ts';
import type { Lynk } from './lynk-under-test.ts';
import { runTool } from './run-tool.ts';
import { until } from './until.ts';

/** Where Lynk's processes are that all files of a run share. */
export interface SharedServicesAddress {
  /** GraphQL endpoints of the gateways. */
  readonly urls: readonly string[];
  /** Those of gateways first. */
  readonly adminUrls: readonly string[];
  /** The settings of the processes. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** All that they print. */
  readonly logFile: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    services: SharedServicesAddress;
  }
}

const KEPT_LINES = 2_000;

/** Whether tests run on the real servers, as the vitest project `services` says. */
export const areServicesAskedFor = () => process.env['LYNK_TESTS_ON'] === 'services';

/** The gateways and subgraphs as processes on the real servers of this machine. */
abstract class ServicesLynk {
  #graphql = 0;
  #sockets = 0;

  protected abstract get urls(): readonly string[];
  protected abstract get environment(): Readonly<Record<string, string | undefined>>;
  protected abstract get lines(): readonly string[];
  abstract get adminUrls(): readonly string[];

  get url(): string {
    return this.urls[this.#graphql++ % this.urls.length] ?? '';
  }

  get wsUrl(): string {
    return (this.urls[this.#sockets++ % this.urls.length] ?? '').replace(/^http/, 'ws');
  }

  get adminUrl(): string {
    return this.adminUrls[0] ?? '';
  }

  get anonymous(): Client {
    return new Client(this.url);
  }

  get log(): string {
    return this.lines.slice(-KEPT_LINES).join('\n');
  }

  get faults(): readonly string[] {
    return this.lines.filter(isFault);
  }

  get warnings(): readonly string[] {
    return this.lines.filter(isWarning);
  }

  tool(name: string, ...args: readonly string[]): Promise<string> {
    return runTool(this.environment, name, ...args);
  }
}

/** The processes that all files of a run share. Nobody stops them. */
export class SharedServices extends ServicesLynk implements Lynk {
  readonly #address = inject('services');
  /** Where the log of this file's tests begins. */
  readonly #start = statSync(this.#address.logFile).size;

  get adminUrls(): readonly string[] {
    return this.#address.adminUrls;
  }

  start = refuse;
  shutDown = refuse;
  kill9 = refuse;
  restart = refuse;
  restartIfEnded = refuse;

  /** They go on for the next file. */
  async stop(): Promise<void> {}

  protected override get urls(): readonly string[] {
    return this.#address.urls;
  }

  protected override get environment(): SharedServicesAddress['environment'] {
    return this.#address.environment;
  }

  protected override get lines(): readonly string[] {
    return readFileSync(this.#address.logFile).subarray(this.#start).toString('utf8').split('\n');
  }
}

/** Processes of one file's own, whose settings differ from those of others, or which are stopped and killed. */
export class OwnServices extends ServicesLynk implements Lynk {
  protected override readonly lines: string[];
  protected override readonly environment: Readonly<Record<string, string | undefined>>;
  readonly #services: LocalServices;

  private constructor(services: LocalServices, environment: OwnServices['environment'], lines: string[]) {
    super();
    this.#services = services;
    this.environment = environment;
    this.lines = lines;
  }

  /** @param options.environment all settings but those of the servers and of ports */
  static async start(options: {
    environment: Readonly<Record<string, string>>;
    gateways: number;
  }): Promise<OwnServices> {
    const environment = stackEnvironment(options.environment);
    const lines: string[] = [];
    const services = await startServices(environment, options.gateways, (line) => lines.push(line));
    return new OwnServices(services, environment, lines);
  }

  get adminUrls(): readonly string[] {
    return adminUrlsOf(this.#services);
  }

  async start(): Promise<void> {
    const ended = this.#services.processes.filter(({ isRunning }) => !isRunning);
    await Promise.all(ended.map((process) => process.start()));
  }

  async shutDown(): Promise<void> {
    await this.#services.stop();
    const wrong = this.#services.processes.filter(({ exitCode }) => exitCode !== 0);
    const told = wrong.map(({ options, exitCode }) => `${options.service} ended with ${exitCode}.`);
    if (told.length > 0) throw new Error([...told, this.log].join('\n'));
  }

  async stop(): Promise<void> {
    await this.#services.stop();
  }

  async kill9(): Promise<void> {
    await Promise.all(this.#services.processes.map((process) => process.kill('SIGKILL')));
  }

  async restart(): Promise<void> {
    await this.#services.stop();
    await this.start();
  }

  async restartIfEnded(): Promise<void> {
    await this.start();
    await until('the services to reach their data', async () => {
      const answer = await this.anonymous.text(
        'mutation { login(input: { identifier: "nobody", password: "" }) { userErrors { code } } }',
      );
      return answer.errors.length === 0;
    });
  }

  protected override get urls(): readonly string[] {
    return this.#services.urls;
  }
}

/** Settings for processes on the servers of this machine. */
export function stackEnvironment(environment: Readonly<Record<string, string>>): OwnServices['environment'] {
  const { LYNK_STACK_FOLDER } = process.env;
  return readLocalServices({ ...environment, LYNK_STACK_FOLDER }).environment;
}

/** Starts gateways, two message subgraphs, and one of every other. @throws Error with what they have printed */
export async function startServices(
  environment: OwnServices['environment'],
  gateways: number,
  onLine: (line: string) => void,
): Promise<LocalServices> {
  const printed: string[] = [];
  try {
    return await LocalServices.start({
      environment,
      instances: { gateway: gateways, message: 2 },
      onLine: (service, line) => {
        onLine(line);
        printed.push(`${service}: ${line}`);
        if (printed.length > KEPT_LINES) printed.shift();
      },
    });
  } catch (error) {
    throw new Error([error, ...printed].join('\n'));
  }
}

/** The ports for operators, those of gateways first. */
export const adminUrlsOf = ({ processes }: LocalServices) =>
  processes.map(({ options }) => `http://127.0.0.1:${options.adminPort}`);

function refuse(): Promise<never> {
  return Promise.reject(new Error('Others use these processes, too: say `own: true` in `useLynk`.'));
}
