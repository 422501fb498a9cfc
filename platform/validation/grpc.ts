import { z } from 'zod';
import type { GrpcCalls, GrpcChannel } from '../grpc/channel.ts';
import { batch, type GrpcContract, inOrder, list, uuid } from '../grpc/contract.ts';
import type { GrpcServer } from '../grpc/server.ts';
import type { Relation, Validation } from './validation.ts';

const relation = z.object({ exists: z.boolean(), blocked: z.boolean(), blockedBy: z.boolean() });

const VALIDATION = {
  file: 'validation.proto',
  service: 'lynk.validation.v1.Validation',
  methods: {
    relations: {
      callers: ['room', 'message', 'notification'],
      request: z.object({ pairs: batch(z.object({ userId: uuid, otherId: uuid })) }),
      answer: z.object({ relations: list(relation) }),
    },
    filters: {
      callers: ['message'],
      request: z.object({ userId: uuid }),
      answer: z.object({ hidden: list(uuid), silent: list(uuid) }),
    },
  },
} as const satisfies GrpcContract;

/** {@link Validation} of the user subgraph in another process. */
export class GrpcValidation implements Validation {
  readonly #calls: GrpcCalls<typeof VALIDATION.methods>;

  constructor(user: GrpcChannel) {
    this.#calls = user.calls(VALIDATION);
  }

  async relations(pairs: readonly { userId: string; otherId: string }[]): Promise<readonly Relation[]> {
    return inOrder((await this.#calls.call('relations', { pairs })).relations, pairs);
  }

  filters(userId: string): ReturnType<Validation['filters']> {
    return this.#calls.call('filters', { userId });
  }
}

/** Serves who may converse with whom to room, message and notification. */
export function serveValidation(server: GrpcServer, validation: Validation): void {
  server.serve(VALIDATION, {
    relations: async ({ pairs }) => ({ relations: await validation.relations(pairs) }),
    filters: ({ userId }) => validation.filters(userId),
  });
}
