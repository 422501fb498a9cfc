import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { CreateUploadInput } from '#client/gql/graphql.ts';
import { UnexpectedAnswer } from './client.ts';
import { COMPLETE_UPLOAD, CREATE_UPLOAD } from './operations/media.ts';
import type { Person } from './people.ts';
import { areServicesAskedFor } from './services-lynk.ts';

/** SHA-256 as the API has it. */
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The announcement of a text in a room, in which a test changes what it is about. */
export function announcement(bytes: Uint8Array, overrides: Partial<CreateUploadInput> = {}): CreateUploadInput {
  return {
    purpose: 'MESSAGE_ATTACHMENT',
    fileName: 'notes.txt',
    contentType: 'text/plain',
    size: bytes.length,
    sha256: sha256(bytes),
    ...overrides,
  };
}

/** Announces a file that must be taken. */
export async function announce(person: Person, input: CreateUploadInput) {
  const { createUpload } = await person.client.get(CREATE_UPLOAD, { input });
  if (!createUpload?.upload) throw new UnexpectedAnswer(JSON.stringify(createUpload));
  return createUpload.upload;
}

/** Sends bytes to an upload's address, with its headers. */
export async function put(
  upload: { url: string; headers: readonly { name: string; value: string }[] },
  bytes: Uint8Array,
): Promise<{ status: number; text: string }> {
  const headers = Object.fromEntries(upload.headers.map(({ name, value }) => [name, value]));
  const answer = await fetch(upload.url, { method: 'PUT', headers, body: bytes });
  return { status: answer.status, text: await answer.text() };
}

/**
 * What an address of files must have answered. S3 has statuses of its own: there it counts whether the file was taken.
 *
 * @param status of Lynk's own addresses
 */
export function expectAnswer(answer: { readonly status: number }, status: number): void {
  if (areServicesAskedFor()) expect([answer.status, answer.status < 300]).toEqual([answer.status, status < 300]);
  else expect(answer.status).toBe(status);
}

/** Completes an upload. @returns what it gave and the codes of its user errors */
export async function complete(person: Person, uploadId: string) {
  const { completeUpload } = await person.client.get(COMPLETE_UPLOAD, { input: { uploadId } });
  const codes = completeUpload?.userErrors.map(({ code }) => code) ?? [];
  return { attachment: completeUpload?.attachment ?? null, ticket: completeUpload?.ticket ?? null, codes };
}

/** Uploads a file that must be taken. @returns the attachment, and the ticket of a room's picture */
export async function upload(person: Person, bytes: Uint8Array, overrides: Partial<CreateUploadInput>) {
  const announced = await announce(person, announcement(bytes, overrides));
  await put(announced, bytes);
  const { attachment, ticket } = await complete(person, announced.id);
  if (!attachment) throw new UnexpectedAnswer('The upload was not taken.');
  return { ...attachment, uploadId: announced.id, ticket };
}
