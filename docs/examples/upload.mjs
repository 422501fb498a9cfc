// node docs/examples/upload.mjs FILE [ROOM]: sends a file and prints the ID of its attachment, for `sendMessage` in that
// room; without a room it is a picture of yourself, for `updateProfile`. TOKEN is the access token of the sender.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const url = process.env.GRAPHQL_URL ?? 'http://127.0.0.1:4000/graphql';
const TYPES = { '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.gif': 'image/gif' };

async function ask(query, input) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.TOKEN}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = await response.json();
  const [answer] = Object.values(data ?? {});
  const refused = errors?.[0] ?? answer.userErrors[0];
  if (refused) throw new Error(refused.message);
  return answer;
}

const [file, roomId] = process.argv.slice(2);
const bytes = readFileSync(file);

// Announce it: the server says where to send the bytes, and with which headers.
const { upload } = await ask(
  `mutation ($input: CreateUploadInput!) {
    createUpload(input: $input) {
      upload { id url headers { name value } parts { url offset size } }
      userErrors { message }
    }
  }`,
  {
    purpose: roomId ? 'MESSAGE_ATTACHMENT' : 'PROFILE_PICTURE',
    roomId,
    fileName: path.basename(file),
    contentType: TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  },
);

// The bytes themselves, straight to the file store: a large file in parts, any other in one piece.
const headers = Object.fromEntries(upload.headers.map(({ name, value }) => [name, value]));
const pieces = upload.parts ?? [{ url: upload.url, offset: 0, size: bytes.length }];
for (const { url: address, offset, size } of pieces) {
  const body = bytes.subarray(offset, offset + size);
  const stored = await fetch(address, { method: 'PUT', headers: upload.parts ? {} : headers, body });
  if (!stored.ok) throw new Error(`The file store answered ${stored.status}.`);
}

// Say that they are there; now they are checked.
const { attachment } = await ask(
  `mutation ($input: CompleteUploadInput!) {
    completeUpload(input: $input) { attachment { id } userErrors { message } }
  }`,
  { uploadId: upload.id },
);
console.log(attachment.id);
