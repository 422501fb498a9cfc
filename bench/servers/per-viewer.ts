import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import DataLoader from 'dataloader';
import { buildSchema, defaultFieldResolver, isObjectType } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { systemClock } from '#platform/clock/clock.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { FileSigningKeys } from '#platform/signing-keys/file.ts';
import { RemoteSubgraphClient } from '#platform/subgraph/remote-client.ts';
import { verifyAccessToken } from '#platform/tokens/access-token.ts';
import { ServiceTokenCache } from '#platform/tokens/service-token-cache.ts';
import { serveCommands } from './control.ts';
import type { LynkStage } from './lynk-stage.ts';

/**
 * The baseline: a gateway as graphql-js and graphql-ws lead to it. Each viewer has an upstream subscription of its own at the
 * message subgraph, and each event is executed for it alone, with a fetch of its own for the sender's name.
 */
const stage = JSON.parse(process.argv[2] ?? '') as LynkStage;
const signingKeys = await FileSigningKeys.open({ folder: stage.folder, clock: systemClock });
const message = clientOf('message');
const users = clientOf('user');
const { signal } = new AbortController();
// Everything here waits on the same signal, which never ends; that is no leak, as Node would suspect.
setMaxListeners(0, signal);
const address = { clientAddress: null, signal };

interface Context {
  readonly identity: UserIdentity;
  readonly senders: DataLoader<string, unknown>;
}

const schema = buildSchema(`
  type Query { ok: Boolean }
  type Subscription { roomEvents(roomId: ID!, after: String): RoomStreamItem! }
  type RoomStreamItem { cursor: String event: RoomEvent }
  union RoomEvent = MessageSent | Other
  type Other { ok: Boolean }
  type MessageSent { message: Message! }
  type Message { id: ID! body: String createdAt: String! sender: User }
  type User { id: ID! displayName: String }
`);
const messageType = schema.getType('Message');
const sender = isObjectType(messageType) ? messageType.getFields()['sender'] : undefined;
if (sender) {
  sender.resolve = async (source, args, context: Context, info) => {
    const reference = defaultFieldResolver(source, args, context, info) as { id: string } | null;
    return reference && context.senders.load(reference.id);
  };
}
const subscription = schema.getSubscriptionType()?.getFields()['roomEvents'];
if (subscription)
  subscription.subscribe = (_source, { roomId }, context: Context) => upstream(roomId, context.identity);

async function* upstream(roomId: string, identity: UserIdentity) {
  const query = `subscription ($roomId: ID!) {
    roomEvents(roomId: $roomId) {
      cursor
      event { __typename ... on MessageSent { message { id body createdAt sender { id } } } }
    }
  }`;
  for await (const { data } of message.subscribe({ ...address, query, variables: { roomId }, identity })) {
    const item = data?.['roomEvents'] as { event?: { __typename: string } } | undefined;
    if (item?.event?.__typename === 'MessageSent') yield data;
  }
}

function sendersFor(identity: UserIdentity): DataLoader<string, unknown> {
  return new DataLoader(async (ids) => {
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on User { id displayName } }
    }`;
    const representations = ids.map((id) => ({ __typename: 'User', id }));
    const { data } = await users.execute({ ...address, query, variables: { representations }, identity });
    return (data?.['_entities'] ?? []) as unknown[];
  });
}

function clientOf(name: string): RemoteSubgraphClient {
  const tokens = new ServiceTokenCache(name, signingKeys, systemClock);
  return new RemoteSubgraphClient({ name, url: stage.urls[name] ?? '', tokens });
}

const http = createServer();
const sockets = new WebSocketServer({ server: http, path: '/graphql', perMessageDeflate: false });
useServer<{ authorization?: string }, { identity?: UserIdentity }>(
  {
    schema,
    onConnect: async ({ connectionParams, extra }) => {
      const token = connectionParams?.authorization?.slice('Bearer '.length) ?? '';
      extra.identity = (await verifyAccessToken(() => signingKeys.publicKeys(), token, Date.now())).identity;
      return true;
    },
    context: ({ extra }) => ({ identity: extra.identity }),
    // A loader that lives longer would answer from memory what other gateways fetch.
    onOperation: (_connection, _id, _payload, args) => {
      const context = args.contextValue as { identity: UserIdentity; senders?: unknown };
      Object.defineProperty(context, 'senders', { get: () => sendersFor(context.identity) });
    },
  },
  sockets,
);
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  serveCommands((http.address() as AddressInfo).port, () => {
    throw new Error('Events are sent through the message subgraph.');
  });
});
