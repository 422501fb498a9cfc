import { notFound, unauthenticated } from '#platform/errors/errors.ts';
import type { Identity } from '#platform/identity/identity.ts';
import { decodeId, encodeId } from '#platform/ids/ids.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { decodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import type { SubgraphContext } from '#platform/subgraph/context.ts';
import { defineSubgraph, type Subgraph } from '#platform/subgraph/subgraph.ts';
import { CHAT_SDL, PEOPLE_SDL, SHOP_SDL } from './schemas.ts';
import type { TestRoom } from './test-room.ts';

type Context = SubgraphContext<null>;

/** What tests can turn while the subgraphs run. */
export interface TestControls {
  readonly rooms: Map<string, TestRoom>;
  /** Runs before each read of people; tests make it slow or fail. */
  beforePeople: (identity: Identity) => Promise<void> | void;
  /** People that were fetched as entities until now, and the requests to their subgraph, whatever for. */
  peopleReads: number;
  peopleRequests: number;
  /** Runs before each message; tests make it slow. */
  beforeSend: () => Promise<void> | void;
  /** Makes the access token of {@link SHOP_SDL}'s `signIn`. */
  signToken: (userId: string) => Promise<string>;
  /** Sends to everybody's `viewerEvents`. */
  readonly viewerItems: { cursor: string; text: string; user?: { id: string } }[];
}

const EVERYBODY = ['anonymous', 'user', 'suspended', 'moderator', 'admin'] as const;
const PEOPLE = ['user', 'suspended', 'moderator', 'admin'] as const;

/** Three subgraphs that need each other, over {@link TestControls}. */
export function createTestSubgraphs(controls: TestControls, logger: Logger): Subgraph[] {
  return [createChat(controls, logger), createPeople(controls, logger), createShop(controls, logger)];
}

function createChat(controls: TestControls, logger: Logger): Subgraph {
  const roomOf = (publicId: string): TestRoom => {
    const room = controls.rooms.get(decodeId('room', publicId, 'roomId'));
    if (!room) throw notFound('There is no such room.');
    return room;
  };
  const enter = (publicId: string, identity: Identity): TestRoom => {
    const room = roomOf(publicId);
    if (identity.kind === 'audience' && identity.roomId === room.id) return room;
    if (identity.kind === 'user' && room.members.has(identity.userId)) return room;
    throw notFound('There is no such room.');
  };
  const publicIds = (ids: Iterable<string> | undefined) => [...(ids ?? [])].map((id) => encodeId('user', id));
  const reference = (id: unknown) => (typeof id === 'string' ? { __typename: 'User', id } : null);
  return defineSubgraph({
    name: 'chat',
    typeDefs: CHAT_SDL,
    logger,
    createLoaders: () => null,
    permissions: {
      'Query.message': EVERYBODY,
      'Query.messages': EVERYBODY,
      'Query.roomEventsSince': PEOPLE,
      'Mutation.send': PEOPLE,
      'Mutation.fail': EVERYBODY,
      'Subscription.roomEvents': [...PEOPLE, 'audience'],
      'Subscription.viewerEvents': PEOPLE,
      'Subscription.ticks': EVERYBODY,
      'Message.isMine': PEOPLE,
    },
    resolvers: {
      Query: {
        message: (_: unknown, { id }: { id: string }) => ({ id, body: `body of ${id}` }),
        messages: (_: unknown, { first }: { first: number }) =>
          Array.from({ length: first }, (_each, index) => ({
            id: `m${index}`,
            body: `body ${index}`,
            senderId: `u${index % 3}`,
          })),
        roomEventsSince: async (_: unknown, args: { roomId: string; after?: string }, { viewer }: Context) => {
          const room = roomOf(args.roomId);
          await room.beforeReplay();
          enter(args.roomId, viewer);
          room.replays += 1;
          const head = room.head - room.replayLag;
          const items = args.after == null ? [] : room.since(decodeRoomCursor(args.after, room.id), head);
          const hidden = publicIds(room.hidden.get(viewer.userId));
          await room.afterReplay();
          return {
            items: items.map((item) =>
              item.actorId && hidden.includes(item.actorId) ? { ...item, event: null } : item,
            ),
            head: room.cursor(head),
            hiddenActorIds: hidden,
            silentActorIds: publicIds(room.silent.get(viewer.userId)),
          };
        },
      },
      Mutation: {
        send: async (_: unknown, args: { roomId: string; body: string }, { viewer }: Context) => {
          await controls.beforeSend();
          return enter(args.roomId, viewer).say(args.body, viewer.userId).event?.['message'];
        },
        fail: () => {
          throw new Error('secret: postgres://user:password@host');
        },
      },
      Subscription: {
        roomEvents: {
          subscribe: (_: unknown, args: { roomId: string; after?: string }, { identity }: Context) => {
            const room = enter(args.roomId, identity);
            const after = args.after == null ? null : decodeRoomCursor(args.after, room.id);
            return room.watch(after, identity.kind === 'audience');
          },
          resolve: (item: unknown) => item,
        },
        viewerEvents: {
          subscribe: async function* (_: unknown, { after }: { after?: string }, { viewer }: Context) {
            const begin = controls.viewerItems.findIndex(({ cursor }) => cursor === after) + 1;
            for (const item of controls.viewerItems.slice(begin)) {
              if (item.text === 'break') throw new Error('the link broke');
              yield { ...item, text: `${item.text} for ${viewer.userId}` };
            }
          },
          resolve: (item: unknown) => item,
        },
        ticks: {
          subscribe: async function* (_: unknown, { count }: { count: number }) {
            for (let tick = 1; tick <= count; tick += 1) yield tick;
          },
          resolve: (tick: number) => tick,
        },
      },
      Message: {
        sender: ({ senderId }: { senderId?: string }) => reference(senderId),
        mentions: ({ mentionIds }: { mentionIds?: string[] }) => (mentionIds ?? []).map(reference),
        isMine: ({ senderId }: { senderId?: string }, _: unknown, { viewer }: Context) =>
          senderId === encodeId('user', viewer.userId),
        forgottenMark: (_: unknown, _args: unknown, { viewer }: Context) => `only for ${viewer.userId}`,
      },
    },
  });
}

function createPeople(controls: TestControls, logger: Logger): Subgraph {
  return defineSubgraph({
    name: 'people',
    typeDefs: PEOPLE_SDL,
    logger,
    createLoaders: () => {
      controls.peopleRequests += 1;
      return null;
    },
    permissions: { 'Query.person': EVERYBODY, 'User.isFriend': PEOPLE, 'Viewer.secret': PEOPLE },
    resolvers: {
      Query: {
        person: async (_: unknown, { id }: { id: string }, { identity }: Context) => {
          await controls.beforePeople(identity);
          return { id };
        },
      },
      User: {
        __resolveReference: async ({ id }: { id: string }, { identity }: Context) => {
          controls.peopleReads += 1;
          await controls.beforePeople(identity);
          return id === 'u404' ? null : { id };
        },
        displayName: ({ id }: { id: string }) => `Name of ${id}`,
        broken: () => {
          throw new Error('secret: at /srv/people.ts:12');
        },
        isFriend: ({ id }: { id: string }, _: unknown, { viewer }: Context) => id !== encodeId('user', viewer.userId),
        badge: ({ id }: { id: string }) => ({ id: `badge-${id}` }),
      },
      Viewer: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        secret: ({ id }: { id: string }, _: unknown, { viewer }: Context) => {
          if (viewer.userId !== id) throw unauthenticated();
          return `of ${viewer.userId}`;
        },
      },
    },
  });
}

function createShop(controls: TestControls, logger: Logger): Subgraph {
  return defineSubgraph({
    name: 'shop',
    typeDefs: SHOP_SDL,
    logger,
    createLoaders: () => null,
    permissions: { 'Query.whoAmI': EVERYBODY, 'Mutation.signIn': EVERYBODY },
    resolvers: {
      Query: {
        whoAmI: (_: unknown, _args: unknown, { identity, clientAddress }: Context) =>
          `${identity.kind === 'user' ? identity.userId : identity.kind} from ${clientAddress}`,
      },
      Mutation: {
        signIn: async (_: unknown, { userId }: { userId: string }, context: Context) => {
          const accessToken = await controls.signToken(userId);
          context.forGateway.accessToken = accessToken;
          return { accessToken, viewer: { id: userId } };
        },
      },
      Badge: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        label: ({ id }: { id: string }) => `Label of ${id}`,
      },
    },
  });
}
