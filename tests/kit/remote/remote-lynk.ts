import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { SUBGRAPH_NAMES, type SubgraphName } from '#runtime/schema-files.ts';
import { freePort } from '../lynk.ts';
import { NoticeHub } from './notice-hub.ts';
import type { GatewayOptions } from './process-options.ts';
import { buildProcesses, TestProcess } from './processes.ts';
import { TcpProxy } from './tcp-proxy.ts';

/** How long a gateway waits for a subgraph: a stall must be noticed while a test waits. */
const DEADLINE_MS = 2_000;
const PING_INTERVAL_MS = 12_000;
const SETTINGS = { LYNK_RATE_LIMIT_PER_SECOND: '100000', LYNK_RATE_LIMIT_BURST: '100000' };

/** A gateway in a process of its own, and the links between it and the subgraphs. */
export class RemoteGateway {
  readonly url: string;
  readonly wsUrl: string;
  readonly process: TestProcess;
  /** Subgraph → the link to it. */
  readonly links: ReadonlyMap<string, TcpProxy>;

  constructor(options: GatewayOptions, links: ReadonlyMap<string, TcpProxy>) {
    this.url = `http://127.0.0.1:${options.port}/graphql`;
    this.wsUrl = `ws://127.0.0.1:${options.port}/graphql`;
    this.process = new TestProcess('gateway', options);
    this.links = links;
  }

  /** The link to the message subgraph: what is live comes over it. */
  get liveLink(): TcpProxy {
    const link = this.links.get('message');
    if (!link) throw new Error('There is no link to the message subgraph.');
    return link;
  }
}

/** Lynk as it runs on several machines: the subgraphs in one process, gateways in others, proxies in between. */
export class RemoteLynk {
  readonly subgraphs: TestProcess;
  readonly gateways: RemoteGateway[] = [];
  readonly hub: NoticeHub;
  readonly #options: object;
  readonly #more: TestProcess[] = [];
  readonly #dataDir: string;
  readonly #ports: Readonly<Record<string, number>>;

  private constructor(hub: NoticeHub, dataDir: string, ports: Readonly<Record<string, number>>, settings: object) {
    this.hub = hub;
    this.#dataDir = dataDir;
    this.#ports = ports;
    this.#options = { dataDir, hubPort: hub.port, ports, settings: { ...SETTINGS, ...settings } };
    this.subgraphs = new TestProcess('subgraphs', this.#options);
  }

  /** Starts the subgraphs. @param settings of them, by their names in the environment */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<RemoteLynk> {
    const ports: Record<string, number> = {};
    for (const name of SUBGRAPH_NAMES) ports[name] = await freePort();
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'lynk-remote-'));
    const lynk = new RemoteLynk(await NoticeHub.open(), dataDir, ports, settings);
    await lynk.subgraphs.start();
    return lynk;
  }

  /** The folder that holds the signing keys, for gateways of other makes. */
  get keysFolder(): string {
    return this.#dataDir;
  }

  /** The address of a subgraph, for gateways of other makes. */
  subgraphUrl(name: SubgraphName): string {
    return `http://127.0.0.1:${this.#ports[name]}/graphql`;
  }

  /** Starts all subgraphs once more, on the same database. @returns the process, and subgraph → its port there */
  async addSubgraphs(): Promise<{ process: TestProcess; ports: Readonly<Record<string, number>> }> {
    const ports: Record<string, number> = {};
    for (const name of SUBGRAPH_NAMES) ports[name] = await freePort();
    const process = new TestProcess('more-subgraphs', { ...this.#options, ports });
    this.#more.push(process);
    await process.start();
    return { process, ports };
  }

  /** Puts a gateway in front. @param options.ports subgraph → another port than that of the first process */
  async addGateway({ ports, ...options }: Partial<GatewayOptions> = {}): Promise<RemoteGateway> {
    const links = new Map<string, TcpProxy>();
    for (const [name, port] of Object.entries({ ...this.#ports, ...ports })) links.set(name, await TcpProxy.open(port));
    const gateway = new RemoteGateway(
      {
        dataDir: this.#dataDir,
        hubPort: this.hub.port,
        ports: Object.fromEntries([...links].map(([name, link]) => [name, link.port])),
        port: await freePort(),
        queuedBytes: 1024 * 1024,
        deadlineMs: DEADLINE_MS,
        pingIntervalMs: PING_INTERVAL_MS,
        ...options,
      },
      links,
    );
    await gateway.process.start();
    this.gateways.push(gateway);
    return gateway;
  }

  /** Ends everything and removes the data. */
  async stop(): Promise<void> {
    for (const gateway of this.gateways) {
      await gateway.process.stop();
      for (const link of gateway.links.values()) await link.close();
    }
    for (const process of this.#more) await process.stop();
    await this.subgraphs.stop();
    await this.hub.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** Starts one, with gateways, for the tests of a file. */
export function useRemoteLynk(
  options: { gateways?: number; gateway?: Partial<GatewayOptions>; settings?: Readonly<Record<string, string>> } = {},
): () => RemoteLynk {
  let lynk: RemoteLynk | undefined;
  beforeAll(async () => {
    await buildProcesses();
    lynk = await RemoteLynk.start(options.settings);
    for (let count = options.gateways ?? 1; count > 0; count -= 1) await lynk.addGateway(options.gateway);
  });
  afterAll(() => lynk?.stop());
  return () => {
    if (!lynk) throw new Error('Lynk runs from the first test on.');
    return lynk;
  };
}
