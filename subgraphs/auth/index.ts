import type { Accounts } from '#platform/accounts/accounts.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { EventLog } from '#platform/event-log/event-log.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { OutboxRelay } from '#platform/outbox/relay.ts';
import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { PubSub } from '#platform/pubsub/pubsub.ts';
import type { RateLimit, RateLimitRule } from '#platform/rate-limit/rate-limit.ts';
import type { Sessions } from '#platform/sessions/sessions.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import { defineSubgraph, type Subgraph } from '#platform/subgraph/subgraph.ts';
import { createLoaders } from './loaders.ts';
import { Argon2PasswordHash } from './password-hash/argon2.ts';
import { permissions } from './permissions.ts';
import { AuthPrivacy } from './privacy.ts';
import { createResolvers } from './resolvers.ts';
import { AccountDirectory } from './service/account-directory.ts';
import { Attempts } from './service/attempts.ts';
import { Login } from './service/login.ts';
import { RefreshSession } from './service/refresh-session.ts';
import { Register } from './service/register.ts';
import { SessionEnds } from './service/session-ends.ts';
import { SessionTokens } from './service/session-tokens.ts';
import { Sweep } from './service/sweep.ts';
import type { AuthStore } from './store/store.ts';

/** What auth needs. */
export interface AuthDependencies {
  /** The text of `schema/auth.graphql`. */
  readonly typeDefs: string;
  readonly store: AuthStore;
  readonly signingKeys: SigningKeys;
  readonly rateLimit: RateLimit;
  /** How often somebody may try to sign in or to register. */
  readonly rateLimitRule: RateLimitRule;
  readonly pubsub: PubSub;
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  /** How long access tokens are good. */
  readonly accessTokenSeconds: number;
  /** How long a session lives without being refreshed. */
  readonly refreshTokenDays: number;
}

/** Auth, and what it serves to others. */
export interface Auth {
  readonly subgraph: Subgraph;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly privacy: PersonalData;
}

/** Puts auth together. */
export function createAuth(dependencies: AuthDependencies): Auth {
  const { typeDefs, store, eventLog, clock, logger, metrics } = dependencies;
  const passwordHash = new Argon2PasswordHash();
  const tokens = new SessionTokens(dependencies);
  const attempts = new Attempts(dependencies.rateLimit, dependencies.rateLimitRule);
  const sessionEnds = new SessionEnds(dependencies);
  const register = new Register({ store, passwordHash, tokens, attempts, clock });
  const login = new Login({ store, passwordHash, tokens, attempts, clock });
  const refreshSession = new RefreshSession({ store, tokens, ends: sessionEnds, clock });

  const subgraph = defineSubgraph({
    name: 'auth',
    typeDefs,
    resolvers: createResolvers({ register, login, refreshSession, sessionEnds }),
    permissions,
    logger,
    createLoaders: () => createLoaders(store),
    background: [
      () => new OutboxRelay({ outbox: store.outbox, eventLog, logger, metrics, owner: 'auth' }),
      () => new Sweep({ store, clock, logger }),
    ],
  });
  return {
    subgraph,
    accounts: new AccountDirectory(store),
    sessions: sessionEnds,
    privacy: new AuthPrivacy({ store, ends: sessionEnds, clock }),
  };
}
