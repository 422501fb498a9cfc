import { z } from 'zod';
import type { GrpcCalls, GrpcChannel } from '../grpc/channel.ts';
import { batch, type GrpcContract, inOrder, list, nullable, uuid } from '../grpc/contract.ts';
import type { GrpcServer } from '../grpc/server.ts';
import type { Profiles } from './profiles.ts';

const PROFILES = {
  file: 'profiles.proto',
  service: 'lynk.profiles.v1.Profiles',
  methods: {
    displayNames: {
      callers: ['notification'],
      request: z.object({ userIds: batch(uuid) }),
      answer: z.object({ names: list(z.object({ name: nullable(z.string()) })) }),
    },
  },
} as const satisfies GrpcContract;

/** {@link Profiles} of the user subgraph in another process. */
export class GrpcProfiles implements Profiles {
  readonly #calls: GrpcCalls<typeof PROFILES.methods>;

  constructor(user: GrpcChannel) {
    this.#calls = user.calls(PROFILES);
  }

  async displayNames(userIds: readonly string[]): Promise<readonly (string | null)[]> {
    const { names } = await this.#calls.call('displayNames', { userIds });
    return inOrder(names, userIds).map(({ name }) => name);
  }
}

/** Serves people's names to notification. */
export function serveProfiles(server: GrpcServer, profiles: Profiles): void {
  server.serve(PROFILES, {
    displayNames: async ({ userIds }) => {
      const names = await profiles.displayNames(userIds);
      return { names: names.map((name) => ({ name })) };
    },
  });
}
