import { z } from 'zod';
import type { GrpcCalls, GrpcChannel } from '../grpc/channel.ts';
import { batch, type GrpcContract, nullable, uuid } from '../grpc/contract.ts';
import type { GrpcServer } from '../grpc/server.ts';
import type { AttachmentClaim, Attachments } from './attachments.ts';

const ATTACHMENTS = {
  file: 'attachments.proto',
  service: 'lynk.attachments.v1.Attachments',
  methods: {
    claim: {
      callers: ['user', 'room', 'message'],
      request: z.object({
        use: z.enum(['MESSAGE', 'PROFILE_PICTURE', 'ROOM_PICTURE']),
        holder: z.string().min(1).max(1_000),
        ownerId: uuid,
        roomId: nullable(uuid),
        ids: batch(uuid),
      }),
      answer: z.object({ claimed: z.boolean() }),
    },
  },
} as const satisfies GrpcContract;

/** {@link Attachments} of the media subgraph in another process. */
export class GrpcAttachments implements Attachments {
  readonly #calls: GrpcCalls<typeof ATTACHMENTS.methods>;

  constructor(media: GrpcChannel) {
    this.#calls = media.calls(ATTACHMENTS);
  }

  async claim(claim: AttachmentClaim): Promise<boolean> {
    return (await this.#calls.call('claim', claim)).claimed;
  }
}

/** Serves attachments to those that use them: user, room and message. */
export function serveAttachments(server: GrpcServer, attachments: Attachments): void {
  server.serve(ATTACHMENTS, { claim: async (claim) => ({ claimed: await attachments.claim(claim) }) });
}
