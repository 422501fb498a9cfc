import { notFound } from '#platform/errors/errors.ts';
import { decodeId, encodeId } from '#platform/ids/ids.ts';
import { DateTimeScalar } from '#platform/subgraph/date-time.ts';
import { toPayload } from '#platform/subgraph/payload.ts';
import type { Resolvers } from './resolvers.generated.ts';
import type { CompleteUpload } from './service/complete-upload.ts';
import type { CreateUpload } from './service/create-upload.ts';
import type { Downloads } from './service/download.ts';

/** What the resolvers of the media subgraph call. */
export interface Services {
  readonly createUpload: CreateUpload;
  readonly completeUpload: CompleteUpload;
  readonly downloads: Downloads;
}

/** Arguments to service calls, results to payloads. */
export function createResolvers({ createUpload, completeUpload, downloads }: Services): Resolvers {
  return {
    DateTime: DateTimeScalar,
    Query: {
      attachment: async (_root, { id }, { loaders }) => {
        const file = await loaders.attachment.load(decodeId('attachment', id));
        if (!file) throw notFound('There is no such attachment, or it is not for you.');
        return file;
      },
    },
    Mutation: {
      createUpload: (_root, { input }, { viewer }) =>
        toPayload(async () => {
          const roomId = input.roomId == null ? null : decodeId('room', input.roomId, 'roomId');
          const { id, address, parts, expiresAt } = await createUpload.create(viewer.userId, { ...input, roomId });
          return { upload: { id: encodeId('upload', id), ...address, parts, expiresAt } };
        }),
      completeUpload: (_root, { input }, { viewer, loaders }) =>
        toPayload(async () => {
          const { file, ticket } = await completeUpload.complete(
            viewer.userId,
            decodeId('upload', input.uploadId, 'uploadId'),
          );
          loaders.attachment.clear(file.id);
          return { attachment: file, ticket };
        }),
    },
    Attachment: {
      __resolveReference: ({ id }, { loaders }) => loaders.attachment.load(decodeId('attachment', id)),
      id: (file) => encodeId('attachment', file.id),
      contentType: ({ content }) => content.contentType,
      width: ({ content }) => content.width,
      height: ({ content }) => content.height,
      download: (file, { disposition }) => downloads.address(file, disposition ?? 'ATTACHMENT'),
    },
  };
}
