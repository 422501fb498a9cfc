import { Child } from './child.ts';
import type { ServerCommand, ServerReport } from './servers/control.ts';
import type { LynkStage, SubgraphsCommand } from './servers/lynk-stage.ts';
import type { Protocol } from './viewers/viewers.ts';

/** The servers that are compared. */
export const CONTENDERS = ['lynk', 'per-viewer', 'raw-ws', 'socket-io'] as const;

/** The name of a server that is compared. */
export type ContenderName = (typeof CONTENDERS)[number];

/** A server under measurement, with what its viewers need. */
export interface Contender {
  readonly protocol: Protocol;
  readonly port: number;
  /** The name of a room for its viewers, and the token of one of them. */
  readonly room: (index: number) => string;
  readonly token: (index: number) => string | undefined;
  publish(room: number, body: string): void;
  usage(collectGarbage: boolean): Promise<{ cpuMicros: number; memoryBytes: number; heapBytes: number }>;
  stop(): Promise<void>;
}

type Server = Child<ServerCommand, ServerReport>;

/**
 * Starts a server and what it needs. Gateways stand alone in the process that is measured; the subgraphs and their database
 * are in another.
 *
 * @param people how many accounts share the viewers of a gateway
 */
export async function startContender(name: ContenderName, people: number, rooms: number): Promise<Contender> {
  if (name === 'lynk') return startGateway('lynk-gateway', people, rooms);
  return name === 'per-viewer' ? startGateway(name, people, rooms) : startBroadcast(name);
}

async function startBroadcast(name: 'raw-ws' | 'socket-io'): Promise<Contender> {
  const server: Server = new Child(name);
  const { port } = await server.next('ready');
  return {
    protocol: name === 'raw-ws' ? 'raw' : 'socket.io',
    port,
    room: String,
    token: () => undefined,
    publish: (room, body) => server.send({ type: 'publish', room, body }),
    usage: usageOf(server),
    stop: () => server.stop(),
  };
}

/**
 * Starts a gateway and its subgraphs.
 *
 * @param isRemembered whether the gateway asks the subgraphs nothing twice
 */
export async function startGateway(
  bundle: string,
  people: number,
  rooms: number,
  isRemembered = false,
): Promise<Contender> {
  const subgraphs = new Child<SubgraphsCommand, { type: 'ready' } | { type: 'stage'; stage: LynkStage }>(
    'lynk-subgraphs',
  );
  await subgraphs.next('ready');
  subgraphs.send({ type: 'set-up', people, rooms });
  const { stage } = await subgraphs.next('stage');
  const gateway: Server = new Child(bundle, [JSON.stringify({ ...stage, isRemembered } satisfies LynkStage)]);
  const { port } = await gateway.next('ready');
  return {
    protocol: 'graphql',
    port,
    room: (index) => stage.rooms[index] ?? '',
    token: (index) => stage.tokens[index % stage.tokens.length],
    publish: (room, body) => subgraphs.send({ type: 'publish', room, body }),
    usage: usageOf(gateway),
    stop: async () => {
      await gateway.stop();
      await subgraphs.stop();
    },
  };
}

function usageOf(server: Server): Contender['usage'] {
  return async (collectGarbage) => {
    const answer = server.next('usage');
    server.send({ type: 'usage', collectGarbage });
    return answer;
  };
}
