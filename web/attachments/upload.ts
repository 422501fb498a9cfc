import type { ApolloClient } from '@apollo/client';
import { COMPLETE_UPLOAD, CREATE_UPLOAD } from '../documents/attachments.ts';
import type { AttachmentPartsFragment, UploadHeader, UploadPart } from '../gql/graphql.ts';
import { ownOrigin } from './own-origin.ts';

/** Why a file could not be sent, for the person. */
export class UploadFailed extends Error {}

const AGAIN = 'The file could not be sent. Please try again.';

/**
 * Sends a file: announces it, puts its bytes to the address that the answer names, and has them checked.
 *
 * @param options.onProgress told the part that has been sent, from 0 to 1
 * @throws UploadFailed with what to tell the person
 */
export async function uploadFile(options: {
  client: ApolloClient;
  roomId: string;
  file: File;
  onProgress: (part: number) => void;
  signal: AbortSignal;
}): Promise<AttachmentPartsFragment> {
  const { client, roomId, file, onProgress, signal } = options;
  const input = {
    purpose: 'MESSAGE_ATTACHMENT' as const,
    roomId,
    fileName: file.name,
    contentType: file.type || 'application/octet-stream',
    size: file.size,
    sha256: await sha256(file),
  };
  const created = await client.mutate({ mutation: CREATE_UPLOAD, variables: { input }, fetchPolicy: 'no-cache' });
  const { upload, userErrors = [] } = created.data?.createUpload ?? {};
  if (!upload) throw new UploadFailed(userErrors[0]?.message ?? AGAIN);
  if (upload.parts) await putParts(upload.parts, file, onProgress, signal);
  else await put(ownOrigin(upload.url), upload.headers, file, onProgress, signal);
  const variables = { uploadId: upload.id };
  const completed = await client.mutate({ mutation: COMPLETE_UPLOAD, variables, fetchPolicy: 'no-cache' });
  const { attachment, userErrors: problems = [] } = completed.data?.completeUpload ?? {};
  if (!attachment) throw new UploadFailed(problems[0]?.message ?? AGAIN);
  return attachment;
}

async function sha256(file: File): Promise<string> {
  if (!crypto.subtle) throw new UploadFailed('Files can only be sent over a secure connection (https).');
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One part after the other; a part that fails is sent a second time, and the others are not. */
async function putParts(
  parts: readonly Pick<UploadPart, 'url' | 'offset' | 'size'>[],
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const { url, offset, size } of parts) {
    const bytes = file.slice(offset, offset + size);
    const tell = (sent: number) => onProgress((offset + sent * size) / file.size);
    await put(ownOrigin(url), [], bytes, tell, signal).catch((error) => {
      if (signal.aborted) throw error;
      return put(ownOrigin(url), [], bytes, tell, signal);
    });
  }
}

/** XMLHttpRequest and not `fetch`, which does not tell how much has been sent. */
function put(
  address: string,
  headers: readonly Pick<UploadHeader, 'name' | 'value'>[],
  file: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(new UploadFailed(AGAIN));
    request.open('PUT', address);
    for (const { name, value } of headers) {
      // The browser sets the length by itself and lets nobody else do it.
      if (name.toLowerCase() !== 'content-length') request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? resolve() : fail());
    request.onerror = fail;
    request.onabort = fail;
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
