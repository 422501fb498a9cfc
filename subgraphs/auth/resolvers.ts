import { forbidden } from '#platform/errors/errors.ts';
import { decodeId, encodeId } from '#platform/ids/ids.ts';
import { DateTimeScalar } from '#platform/subgraph/date-time.ts';
import { toPayload } from '#platform/subgraph/payload.ts';
import type { Context } from './models.ts';
import type { Resolvers } from './resolvers.generated.ts';
import type { Login } from './service/login.ts';
import type { RefreshSession } from './service/refresh-session.ts';
import type { Register } from './service/register.ts';
import type { SessionEnds } from './service/session-ends.ts';
import type { SignedIn } from './service/session-tokens.ts';

/** What the resolvers of auth call. */
export interface Services {
  readonly register: Register;
  readonly login: Login;
  readonly refreshSession: RefreshSession;
  readonly sessionEnds: SessionEnds;
}

/** Arguments to service calls, results to payloads. */
export function createResolvers(services: Services): Resolvers {
  return {
    DateTime: DateTimeScalar,
    Query: {
      viewer: (_root, _args, { identity }) => (identity.kind === 'user' ? { userId: identity.userId } : null),
    },
    Mutation: {
      register: (_root, { input }, context) =>
        toPayload(async () => answer(await services.register.register(input, context.clientAddress), context)),
      login: (_root, { input }, context) =>
        toPayload(async () => answer(await services.login.login(input, context.clientAddress), context)),
      refreshSession: (_root, { input }) =>
        toPayload(async () => ({ tokens: (await services.refreshSession.refresh(input.refreshToken)).tokens })),
      logout: async (_root, { input }, { viewer }) => {
        await services.sessionEnds.end(viewer.sessionId);
        const clientMutationId = input?.clientMutationId ?? null;
        return { endedSessionId: encodeId('session', viewer.sessionId), clientMutationId, userErrors: [] };
      },
    },
    Viewer: {
      __resolveReference: ({ id }, context) => ({ userId: ownId(id, context) }),
      id: ({ userId }) => encodeId('user', userId),
      account: ({ userId }, _args, { loaders }) => loaders.account.load(userId),
      session: (_viewer, _args, { viewer, loaders }) => loaders.session.load(viewer.sessionId),
    },
    Account: {
      __resolveReference: ({ id }, context) => context.loaders.account.load(ownId(id, context)),
      id: (account) => encodeId('user', account.id),
    },
    Session: {
      __resolveReference: async ({ id }, { viewer, loaders }) => {
        const session = await loaders.session.load(decodeId('session', id));
        return session?.accountId === viewer.userId ? session : null;
      },
      id: (session) => encodeId('session', session.id),
    },
  };
}

function answer({ identity, tokens }: SignedIn, context: Context) {
  context.signIn(identity, tokens.accessToken);
  return { viewer: { userId: identity.userId }, tokens };
}

/** The UUID in a reference, which must be of the person who asks: nobody sees another one's account. */
function ownId(id: string, { viewer }: Context): string {
  const userId = decodeId('user', id);
  if (userId !== viewer.userId) throw forbidden();
  return userId;
}
