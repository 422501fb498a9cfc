import { randomUUID } from 'node:crypto';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { DEFAULT_GATEWAY_CONFIG, type GatewayConfig } from '#gateway/config.ts';
import { createGateway, type Gateway } from '#gateway/index.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Metrics } from '#platform/metrics/metrics.ts';
import { InProcessPresence } from '#platform/presence/in-process.ts';
import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import type { SubgraphClient } from '#platform/subgraph/client.ts';
import { InProcessSubgraphClient } from '#platform/subgraph/in-process-client.ts';
import { signAccessToken } from '#platform/tokens/access-token.ts';
import { memorySigningKeys } from '../memory-signing-keys.ts';
import { LiveSocket } from './live-socket.ts';
import { CHAT_SDL, PEOPLE_SDL, SHOP_SDL } from './schemas.ts';
import { TestRoom } from './test-room.ts';
import { createTestSubgraphs, type TestControls } from './test-subgraphs.ts';

let composed: string | undefined;

const SDLS = { chat: CHAT_SDL, people: PEOPLE_SDL, shop: SHOP_SDL };

/** The supergraph of the test subgraphs. */
export function testSupergraph(): string {
  composed ??= composeSupergraph({});
  return composed;
}

/** The same with other contracts of some of them. */
export function composeSupergraph(changed: Partial<typeof SDLS>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries({ ...SDLS, ...changed }).map(([name, sdl]) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      typeDefs: parse(sdl),
    })),
  );
  if (!supergraphSdl) throw new AggregateError(errors ?? [], 'The test subgraphs do not compose.');
  return supergraphSdl;
}

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions?: Record<string, unknown>;
    }[];
    readonly extensions?: unknown;
  };
}

/** A gateway in front of the test subgraphs, and all that a test can turn. */
export class TestGateway {
  readonly controls: TestControls;
  readonly keys: Awaited<ReturnType<typeof memorySigningKeys>>;
  readonly pubsub = new InProcessPubSub();
  readonly metrics = new Metrics();
  readonly endedSessions = new Set<string>();
  readonly #gateway: Gateway;
  readonly #sockets: LiveSocket[] = [];
  url = '';
  wsUrl = '';

  private constructor(keys: TestGateway['keys'], config: Partial<GatewayConfig>, wrap: WrapClient) {
    this.keys = keys;
    this.controls = {
      rooms: new Map(),
      beforePeople: () => {},
      peopleReads: 0,
      peopleRequests: 0,
      beforeSend: () => {},
      signToken: async (userId) => this.token(userId),
      viewerItems: [],
    };
    const clock = { now: () => Date.now() };
    const logger = createLogger({ level: 'silent' });
    const clients = createTestSubgraphs(this.controls, logger).map((subgraph) => new InProcessSubgraphClient(subgraph));
    this.#gateway = createGateway({
      supergraphSdl: testSupergraph(),
      clients: new Map(clients.map((client) => [client.name, wrap(client)])),
      signingKeys: keys,
      sessions: { endedSince: async () => [...this.endedSessions] },
      pubsub: this.pubsub,
      presence: this.presence,
      rateLimit: new InProcessRateLimit({ clock }),
      metrics: this.metrics,
      clock,
      logger,
      config: { ...DEFAULT_GATEWAY_CONFIG, ...config },
    });
  }

  readonly presence = new InProcessPresence({ clock: { now: () => Date.now() } });

  /** Starts one. @param options.wrap stands between the gateway and a subgraph */
  static async start(options: { config?: Partial<GatewayConfig>; wrap?: WrapClient } = {}): Promise<TestGateway> {
    const test = new TestGateway(await memorySigningKeys(), options.config ?? {}, options.wrap ?? ((client) => client));
    const { port } = await test.#gateway.listen({ host: '127.0.0.1', port: 0 });
    test.url = `http://127.0.0.1:${port}`;
    test.wsUrl = `ws://127.0.0.1:${port}/graphql`;
    return test;
  }

  /** Goes on with another supergraph. */
  reload(supergraphSdl: string): void {
    this.#gateway.reload(supergraphSdl);
  }

  /** Stops the gateway, whose clients may have something to say. */
  async stopInOrder(): Promise<void> {
    await this.#gateway.stop();
  }

  /** Cuts all clients and stops the gateway. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets.splice(0)) socket.close();
    await this.#gateway.stop();
  }

  /** A new room with these members (UUIDs). */
  room(...members: string[]): TestRoom {
    const room = new TestRoom(randomUUID());
    for (const member of members) room.members.add(member);
    this.controls.rooms.set(room.id, room);
    return room;
  }

  /** An access token. */
  async token(userId: string, options: { sessionId?: string; seconds?: number; now?: number } = {}): Promise<string> {
    const identity = { userId, sessionId: options.sessionId ?? randomUUID(), role: 'USER', suspended: false } as const;
    return (await signAccessToken(this.keys, identity, options.now ?? Date.now(), options.seconds ?? 900)).token;
  }

  /** Sends an operation by POST. */
  async post(body: unknown, headers: Record<string, string> = {}): Promise<HttpAnswer> {
    return this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Asks as somebody. */
  async ask(query: string, variables: object = {}, userId?: string): Promise<HttpAnswer['body']> {
    const headers = userId === undefined ? {} : { authorization: `Bearer ${await this.token(userId)}` };
    return (await this.post({ query, variables }, headers)).body;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<HttpAnswer> {
    const response = await fetch(this.url + path, init);
    const text = await response.text();
    let body: HttpAnswer['body'] = {};
    try {
      body = JSON.parse(text);
    } catch {
      body = { extensions: text };
    }
    return { status: response.status, headers: response.headers, body };
  }

  /** Connects a socket of somebody. */
  async connect(userId: string | null, options: { token?: string } = {}): Promise<LiveSocket> {
    const token = options.token ?? (userId === null ? null : await this.token(userId));
    const socket = await LiveSocket.connect(this.wsUrl, token);
    this.#sockets.push(socket);
    return socket;
  }
}

type WrapClient = (client: SubgraphClient) => SubgraphClient;
