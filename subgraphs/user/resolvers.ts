import { forbidden, notFound } from '#platform/errors/errors.ts';
import { decodeId, encodeId } from '#platform/ids/ids.ts';
import { DateTimeScalar } from '#platform/subgraph/date-time.ts';
import { toPayload } from '#platform/subgraph/payload.ts';
import type { Context } from './models.ts';
import type { Resolvers } from './resolvers.generated.ts';
import type { Blocks } from './service/blocks.ts';
import { listUsers } from './service/list-users.ts';
import type { UpdateProfile } from './service/update-profile.ts';
import type { Pair, ProfileOrder, UserStore } from './store/store.ts';

/** What the resolvers of the user subgraph call. */
export interface Services {
  readonly store: UserStore;
  readonly updateProfile: UpdateProfile;
  readonly blocks: Blocks;
}

/** Arguments to service calls, results to payloads. */
export function createResolvers({ store, updateProfile, blocks }: Services): Resolvers {
  return {
    DateTime: DateTimeScalar,
    Query: {
      user: async (_root, { id }, { loaders }) => {
        const profile = await loaders.profile.load(decodeId('user', id));
        if (!profile) throw notFound('There is no such person.');
        return profile;
      },
      users: (_root, { orderBy, ...page }) => {
        const order: ProfileOrder = { field: orderBy?.field ?? 'CREATED_AT', direction: orderBy?.direction ?? 'ASC' };
        return listUsers(store, order, page);
      },
    },
    Mutation: {
      updateProfile: (_root, { input }, { viewer, loaders }) =>
        toPayload(async () => {
          const { pictureId: id, ...wish } = input;
          const pictureId = id == null ? id : decodeId('attachment', id, 'pictureId');
          const user = await updateProfile.update(viewer.userId, { ...wish, pictureId });
          loaders.profile.clear(user.id).prime(user.id, user);
          return { user };
        }),
      blockUser: (_root, { input }, context) =>
        toPayload(() => change(input.userId, context, (pair) => blocks.block(pair))),
      unblockUser: (_root, { input }, context) =>
        toPayload(() => change(input.userId, context, (pair) => blocks.unblock(pair))),
    },
    User: {
      __resolveReference: ({ id }, { loaders }) => loaders.profile.load(decodeId('user', id)),
      id: (profile) => encodeId('user', profile.id),
      picture: ({ pictureId }) => (pictureId === null ? null : { id: encodeId('attachment', pictureId) }),
      blockedByViewer: async (profile, _args, { viewer, loaders }) =>
        (await loaders.blockState.load({ userId: viewer.userId, otherId: profile.id })).blocked,
    },
    Viewer: {
      __resolveReference: ({ id }, { viewer }) => {
        const userId = decodeId('user', id);
        if (userId !== viewer.userId) throw forbidden();
        return { userId };
      },
      id: ({ userId }) => encodeId('user', userId),
      user: ({ userId }, _args, { loaders }) => loaders.profile.load(userId),
      displayName: async ({ userId }, _args, { loaders }) => (await loaders.profile.load(userId))?.displayName ?? null,
      blockedUsers: ({ userId }, page) => blocks.list(userId, page),
    },
  };
}

/** Changes how the viewer stands to somebody; what the answer says of it is read after the change. */
async function change<Result>(otherId: string, { viewer, loaders }: Context, work: (pair: Pair) => Promise<Result>) {
  const pair = { userId: viewer.userId, otherId: decodeId('user', otherId, 'userId') };
  const user = await work(pair);
  loaders.blockState.clear(pair);
  return { user };
}
