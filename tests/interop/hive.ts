import { afterAll, beforeAll } from 'vitest';
import { schemaFile } from '#runtime/schema-files.ts';
import { freePort } from '#tests/kit/lynk.ts';
import { buildProcesses, TestProcess } from '#tests/kit/remote/processes.ts';
import { RemoteLynk } from '#tests/kit/remote/remote-lynk.ts';
import { TcpProxy } from '#tests/kit/remote/tcp-proxy.ts';

/** Hive Gateway in front of Lynk's subgraphs. */
export class Hive {
  readonly url: string;
  readonly wsUrl: string;
  readonly process: TestProcess;

  private constructor(
    port: number,
    readonly lynk: RemoteLynk,
    /** What the gateway's streams come over. */
    readonly liveLink: TcpProxy,
  ) {
    this.url = `http://127.0.0.1:${port}/graphql`;
    this.wsUrl = `ws://127.0.0.1:${port}/graphql`;
    this.process = new TestProcess('hive', {
      port,
      settings: {
        LYNK_KEYS_FOLDER: lynk.keysFolder,
        LYNK_SUPERGRAPH: schemaFile('supergraph.graphql'),
        LYNK_AUTH_URL: lynk.subgraphUrl('auth'),
        LYNK_USER_URL: lynk.subgraphUrl('user'),
        LYNK_ROOM_URL: lynk.subgraphUrl('room'),
        LYNK_MEDIA_URL: lynk.subgraphUrl('media'),
        LYNK_NOTIFICATION_URL: lynk.subgraphUrl('notification'),
        LYNK_MESSAGE_URL: `http://127.0.0.1:${liveLink.port}/graphql`,
      },
    });
  }

  /** Starts the subgraphs as they are, and the gateway. */
  static async start(): Promise<Hive> {
    await buildProcesses();
    const lynk = await RemoteLynk.start();
    const liveLink = await TcpProxy.open(Number(new URL(lynk.subgraphUrl('message')).port));
    const hive = new Hive(await freePort(), lynk, liveLink);
    await hive.process.start();
    return hive;
  }

  /** Ends everything and removes the data. */
  async stop(): Promise<void> {
    await this.process.stop();
    await this.liveLink.close();
    await this.lynk.stop();
  }
}

/** Starts one for the tests of a file. */
export function useHive(): () => Hive {
  let hive: Hive | undefined;
  beforeAll(async () => {
    hive = await Hive.start();
  });
  afterAll(() => hive?.stop());
  return () => {
    if (!hive) throw new Error('Hive Gateway runs from the first test on.');
    return hive;
  };
}
