import { z } from 'zod';
import type { GrpcCalls, GrpcChannel } from '../grpc/channel.ts';
import { batch, type GrpcContract, list, uuid } from '../grpc/contract.ts';
import type { GrpcServer } from '../grpc/server.ts';
import type { AccountSummary, Accounts } from './accounts.ts';

const account = z.object({ userId: uuid, username: z.string(), displayName: z.string(), createdAt: z.int() });

const ACCOUNTS = {
  file: 'accounts.proto',
  service: 'lynk.accounts.v1.Accounts',
  methods: {
    find: {
      callers: ['user'],
      request: z.object({ userIds: batch(uuid) }),
      answer: z.object({ accounts: list(account) }),
    },
  },
} as const satisfies GrpcContract;

/** {@link Accounts} of auth in another process. */
export class GrpcAccounts implements Accounts {
  readonly #calls: GrpcCalls<typeof ACCOUNTS.methods>;

  constructor(auth: GrpcChannel) {
    this.#calls = auth.calls(ACCOUNTS);
  }

  async find(userIds: readonly string[]): Promise<readonly AccountSummary[]> {
    return (await this.#calls.call('find', { userIds })).accounts;
  }
}

/** Serves the accounts to the user subgraph. */
export function serveAccounts(server: GrpcServer, accounts: Accounts): void {
  server.serve(ACCOUNTS, { find: async ({ userIds }) => ({ accounts: await accounts.find(userIds) }) });
}
