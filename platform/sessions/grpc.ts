import { z } from 'zod';
import type { GrpcCalls, GrpcChannel } from '../grpc/channel.ts';
import { batch, type GrpcContract, list, uuid } from '../grpc/contract.ts';
import type { GrpcServer } from '../grpc/server.ts';
import type { Sessions } from './sessions.ts';

const SESSIONS = {
  file: 'sessions.proto',
  service: 'lynk.sessions.v1.Sessions',
  methods: {
    endedSince: {
      callers: ['gateway'],
      request: z.object({ sinceMs: z.int() }),
      answer: z.object({ sessionIds: list(uuid) }),
    },
    usable: {
      callers: ['notification'],
      request: z.object({ sessionIds: batch(uuid) }),
      answer: z.object({ sessionIds: list(uuid) }),
    },
  },
} as const satisfies GrpcContract;

/** {@link Sessions} of auth in another process. */
export class GrpcSessions implements Sessions {
  readonly #calls: GrpcCalls<typeof SESSIONS.methods>;

  constructor(auth: GrpcChannel) {
    this.#calls = auth.calls(SESSIONS);
  }

  async endedSince(sinceMs: number): Promise<readonly string[]> {
    return (await this.#calls.call('endedSince', { sinceMs })).sessionIds;
  }

  async usable(sessionIds: readonly string[]): Promise<readonly string[]> {
    return (await this.#calls.call('usable', { sessionIds })).sessionIds;
  }
}

/** Serves the sessions: to gateways the ended ones, to notification the usable ones. */
export function serveSessions(server: GrpcServer, sessions: Sessions): void {
  server.serve(SESSIONS, {
    endedSince: async ({ sinceMs }) => ({ sessionIds: await sessions.endedSince(sinceMs) }),
    usable: async ({ sessionIds }) => ({ sessionIds: await sessions.usable(sessionIds) }),
  });
}
