import { z } from 'zod';
import type { GrpcCalls, GrpcChannel } from '../grpc/channel.ts';
import { type GrpcContract, list, nullable, uuid } from '../grpc/contract.ts';
import type { GrpcServer } from '../grpc/server.ts';
import type { PushOutbox, ShownPush } from './push-outbox.ts';

const shownPush = z.object({
  position: z.int(),
  targetId: uuid,
  kind: z.enum(['FCM', 'WEB_PUSH']),
  device: z.string(),
  collapseId: z.string(),
  title: z.string(),
  body: z.string(),
  roomId: z.string(),
  messageId: z.string(),
  shownAtMs: z.int(),
  sends: z.int(),
});

const PUSH_OUTBOX = {
  file: 'push-outbox.proto',
  service: 'lynk.push_outbox.v1.PushOutbox',
  methods: {
    newest: {
      callers: ['gateway'],
      request: z.object({ before: nullable(z.int()), limit: z.int().min(1).max(200) }),
      answer: z.object({ pushes: list(shownPush) }),
    },
  },
} as const satisfies GrpcContract;

/** {@link PushOutbox} of notification in another process. */
export class GrpcPushOutbox implements PushOutbox {
  readonly #calls: GrpcCalls<typeof PUSH_OUTBOX.methods>;

  constructor(notification: GrpcChannel) {
    this.#calls = notification.calls(PUSH_OUTBOX);
  }

  async newest(before: number | null, limit: number): Promise<readonly ShownPush[]> {
    const { pushes } = await this.#calls.call('newest', { before, limit });
    return pushes.map(({ shownAtMs, ...push }) => ({ ...push, shownAt: shownAtMs }));
  }
}

/** Serves what devices would show to gateways, for developers to look at. It holds what people have written. */
export function servePushOutbox(server: GrpcServer, outbox: PushOutbox): void {
  server.serve(PUSH_OUTBOX, {
    newest: async ({ before, limit }) => {
      const pushes = await outbox.newest(before, limit);
      return { pushes: pushes.map(({ shownAt, ...push }) => ({ ...push, shownAtMs: shownAt })) };
    },
  });
}
