import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CreateUploadInput } from '#client/gql/graphql.ts';
import {
  ATTACHMENT,
  COMPLETE_UPLOAD,
  CREATE_UPLOAD,
  MESSAGE_ATTACHMENTS,
  SEND_ATTACHMENTS,
} from '#tests/kit/operations/media.ts';
import { DELETE_MESSAGE } from '#tests/kit/operations/message.ts';
import { REMOVE_MEMBER } from '#tests/kit/operations/room.ts';
import { liveCursor, makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { png } from '#tests/kit/png.ts';
import { RoomWatch } from '#tests/kit/room-watch.ts';
import { areServicesAskedFor } from '#tests/kit/services-lynk.ts';
import { until } from '#tests/kit/until.ts';
import { announce, announcement, complete, expectAnswer, put, sha256, upload } from '#tests/kit/uploads.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk({
  env: { LYNK_MAX_PICTURE_BYTES: '1000', LYNK_MAX_ATTACHMENT_BYTES: '2000000', LYNK_MAX_WAITING_FILES: '30' },
});
const TEXT = Buffer.from('some words');
let ann: Person;
let ben: Person;
let stranger: Person;
let roomId: string;

beforeAll(async () => {
  [ann, ben, stranger] = await registerAll(lynk(), 'Ann', 'Ben', 'Stranger');
  roomId = await makeRoom(ann, [ben]);
});

/** Sends a message with attachments. @returns the message and the codes of user errors */
async function send(person: Person, attachmentIds: string[], clientMessageId: string = randomBytes(8).toString('hex')) {
  const input = { roomId, attachmentIds, clientMessageId };
  const { sendMessage } = await person.client.get(SEND_ATTACHMENTS, { input });
  return { message: sendMessage?.message ?? null, codes: sendMessage?.userErrors.map(({ code }) => code) ?? [] };
}

const download = async (person: Person, id: string, disposition: 'ATTACHMENT' | 'INLINE' = 'ATTACHMENT') =>
  (await person.client.get(ATTACHMENT, { id, disposition })).attachment?.download?.url ?? '';

describe('a file', () => {
  it('goes from one person into a message and to another, byte for byte', async () => {
    const bytes = randomBytes(1_500_000);
    const file = await upload(ann, bytes, { roomId, contentType: 'application/octet-stream', fileName: 'Löwe.bin' });
    expect(file).toMatchObject({
      fileName: 'Löwe.bin',
      contentType: 'application/octet-stream',
      size: bytes.length,
      sha256: sha256(bytes),
      width: null,
      height: null,
      ticket: null,
    });
    const watch = new RoomWatch(lynk(), ben, roomId, await liveCursor(ben, roomId));
    const { message, codes } = await send(ann, [file.id]);
    const [sent] = await until(
      'the event',
      () => watch.events('MessageSent').length > 0 && watch.events('MessageSent'),
    );
    expect(sent?.message.attachments).toEqual([{ id: file.id, fileName: 'Löwe.bin' }]);
    await watch.close();
    expect([codes, message?.body, message?.attachments.map((item) => item?.id)]).toEqual([[], null, [file.id]]);
    const url = await download(ben, file.id);
    const whole = await fetch(url);
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    expect(whole.headers.get('content-disposition')).toContain('attachment; filename=');
    const part = await fetch(url, { headers: { range: 'bytes=1000-1999' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1000-1999/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1_000, 2_000))).toBe(true);
  });

  it('is completed once, and answers the same again', async () => {
    const announced = await announce(ann, announcement(TEXT, { roomId }));
    expectAnswer(await put(announced, TEXT), 201);
    const first = await complete(ann, announced.id);
    expect(await complete(ann, announced.id)).toEqual(first);
    expectAnswer(await put(announced, TEXT), 409);
  });

  it('is its own until it is in a message, and then its room', async () => {
    const file = await upload(ann, TEXT, { roomId });
    const codes = async (person: Person) => (await person.client.ask(ATTACHMENT, { id: file.id })).codes;
    expect([await codes(ann), await codes(ben), await codes(stranger)]).toEqual([[], ['NOT_FOUND'], ['NOT_FOUND']]);
    await send(ann, [file.id]);
    expect([await codes(ann), await codes(ben), await codes(stranger)]).toEqual([[], [], ['NOT_FOUND']]);
  });

  it('is not for who has been removed from its room', async () => {
    const { id } = await upload(ann, TEXT, { roomId });
    const gone = await makeRoom(ann, [ben]);
    const other = await upload(ann, TEXT, { roomId: gone });
    const input = { roomId: gone, attachmentIds: [other.id], clientMessageId: 'k' };
    await ann.client.get(SEND_ATTACHMENTS, { input });
    expect(await download(ben, other.id)).toMatch(/^http/);
    await ann.client.get(REMOVE_MEMBER, { input: { roomId: gone, userId: ben.id } });
    expect((await ben.client.ask(ATTACHMENT, { id: other.id })).codes).toEqual(['NOT_FOUND']);
    expect((await ben.client.ask(CREATE_UPLOAD, { input: announcement(TEXT, { roomId: gone }) })).codes).toEqual([
      'NOT_FOUND',
    ]);
    expect(await download(ann, id)).toMatch(/^http/);
  });

  it('goes with its message', async () => {
    const file = await upload(ann, TEXT, { roomId });
    const { message } = await send(ann, [file.id]);
    const url = await download(ben, file.id);
    await ann.client.get(DELETE_MESSAGE, { input: { messageId: message?.id ?? '' } });
    const left = (await ben.client.get(MESSAGE_ATTACHMENTS, { id: message?.id ?? '' })).message;
    expect(left).toMatchObject({ body: null, attachments: [] });
    await until('the bytes to be deleted', async () => (await fetch(url)).status === 404);
    expect((await ben.client.ask(ATTACHMENT, { id: file.id })).codes).toEqual(['NOT_FOUND']);
  });

  it('is shown by a browser only when nothing can run in it', async () => {
    const picture = await upload(ann, png(), { roomId, contentType: 'image/png', fileName: 'a.png' });
    const page = await upload(ann, Buffer.from('<script>'), { roomId, contentType: 'text/html', fileName: 'a.html' });
    const headersOf = async (id: string) => (await fetch(await download(ann, id, 'INLINE'))).headers;
    expect((await headersOf(picture.id)).get('content-disposition')).toMatch(/^inline/);
    const headers = await headersOf(page.id);
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    // S3 has an origin of its own, on which nobody is signed in, and no header but those of the address.
    if (areServicesAskedFor()) return;
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('keeps what it is to itself when it is opaque', async () => {
    const file = await upload(ann, png(), { roomId, purpose: 'OPAQUE', contentType: 'image/png', fileName: 'secret' });
    expect([file.contentType, file.width]).toEqual(['application/octet-stream', null]);
    expect((await send(ann, [file.id])).codes).toEqual([]);
  });
});

describe('an announcement', () => {
  const codesOf = async (overrides: Partial<CreateUploadInput>, person = ann) => {
    const { createUpload } = await person.client.get(CREATE_UPLOAD, {
      input: announcement(TEXT, { roomId, ...overrides }),
    });
    return createUpload?.userErrors.map(({ code }) => code);
  };

  it.each<[string, Partial<CreateUploadInput>]>([
    ['FILE_NAME_INVALID', { fileName: '../etc/passwd' }],
    ['FILE_NAME_INVALID', { fileName: '' }],
    ['FILE_EMPTY', { size: 0 }],
    ['FILE_TOO_LARGE', { size: 2_000_001 }],
    ['FILE_TOO_LARGE', { size: 1_001, purpose: 'ROOM_PICTURE', contentType: 'image/png' }],
    ['CONTENT_TYPE_NOT_ALLOWED', { contentType: 'a picture' }],
    ['CONTENT_TYPE_NOT_ALLOWED', { purpose: 'ROOM_PICTURE', contentType: 'image/svg+xml' }],
    ['HASH_INVALID', { sha256: 'abc' }],
  ])('is refused: %s %j', async (code, overrides) => {
    expect(await codesOf(overrides)).toEqual([code]);
  });

  it('needs a room, unless it is of a profile picture', async () => {
    const picture = { contentType: 'image/png', purpose: 'PROFILE_PICTURE' } as const;
    const { createUpload } = await ann.client.get(CREATE_UPLOAD, { input: announcement(TEXT) });
    expect(createUpload?.userErrors.map(({ code }) => code)).toEqual(['ROOM_REQUIRED']);
    expect(await codesOf(picture)).toEqual(['ROOM_REQUIRED']);
  });

  it('is refused by strangers of the room, and while too much waits to be used', async () => {
    const input = announcement(TEXT, { roomId });
    expect((await stranger.client.ask(CREATE_UPLOAD, { input })).codes).toEqual(['NOT_FOUND']);
    const own = await makeRoom(stranger);
    const codes = [];
    for (let index = 0; index <= 30; index += 1) codes.push(await codesOf({ roomId: own }, stranger));
    expect(codes.flat()).toEqual(['TOO_MANY_UPLOADS']);
    expect(codes.at(-1)).toEqual(['TOO_MANY_UPLOADS']);
  });
});

describe('what arrives', () => {
  it.each<[string, Buffer, Partial<CreateUploadInput>]>([
    ['HASH_MISMATCH', TEXT, { sha256: '0'.repeat(64) }],
    ['CONTENT_TYPE_MISMATCH', TEXT, { contentType: 'image/png' }],
    ['CONTENT_TYPE_MISMATCH', png(), { contentType: 'image/jpeg' }],
    ['PICTURE_DAMAGED', png().subarray(0, -1), { contentType: 'image/png' }],
  ])('is refused: %s', async (code, bytes, overrides) => {
    const announced = await announce(ann, announcement(bytes, { roomId, ...overrides }));
    expectAnswer(await put(announced, bytes), 201);
    expect((await complete(ann, announced.id)).codes).toEqual([code]);
    const again = await ann.client.ask(COMPLETE_UPLOAD, { input: { uploadId: announced.id } });
    expect(again.codes).toEqual(['NOT_FOUND']);
  });

  it('must be all of it, as it was announced, and its own', async () => {
    const announced = await announce(ann, announcement(TEXT, { roomId }));
    expect((await complete(ann, announced.id)).codes).toEqual(['UPLOAD_INCOMPLETE']);
    expectAnswer(await put(announced, TEXT.subarray(1)), 400);
    expectAnswer(await put(announced, Buffer.concat([TEXT, TEXT])), 413);
    expectAnswer(await put({ ...announced, headers: [{ name: 'content-type', value: 'text/html' }] }, TEXT), 415);
    const forged = await put({ ...announced, url: announced.url.replace(/size=\d+/, 'size=5') }, Buffer.alloc(5));
    expectAnswer(forged, 403);
    expect((await complete(ann, announced.id)).codes).toEqual(['UPLOAD_INCOMPLETE']);
    const others = await ben.client.ask(COMPLETE_UPLOAD, { input: { uploadId: announced.id } });
    expect(others.codes).toEqual(['NOT_FOUND']);
    expectAnswer(await put(announced, TEXT), 201);
    expect((await complete(ann, announced.id)).codes).toEqual([]);
  });
});

describe('a message', () => {
  it('takes each attachment once, and answers the same when it is sent again', async () => {
    const file = await upload(ann, TEXT, { roomId });
    const first = await send(ann, [file.id], 'again');
    expect(await send(ann, [file.id], 'again')).toEqual(first);
    expect((await send(ann, [file.id])).codes).toEqual(['ATTACHMENT_INVALID']);
    await ann.client.get(DELETE_MESSAGE, { input: { messageId: first.message?.id ?? '' } });
    const late = await send(ann, [file.id], 'again');
    expect([late.codes, late.message?.attachments]).toEqual([[], []]);
  });

  it('takes no attachment of another person or room, not too many, and none twice', async () => {
    const other = await makeRoom(ann, [ben]);
    const [own, elsewhere] = [await upload(ann, TEXT, { roomId }), await upload(ann, TEXT, { roomId: other })];
    expect((await send(ben, [own.id])).codes).toEqual(['ATTACHMENT_INVALID']);
    expect((await send(ann, [elsewhere.id])).codes).toEqual(['ATTACHMENT_INVALID']);
    expect((await send(ann, [own.id, elsewhere.id])).codes).toEqual(['ATTACHMENT_INVALID']);
    expect((await send(ann, [own.id, own.id])).codes).toEqual(['ATTACHMENT_INVALID']);
    expect(
      (
        await send(
          ann,
          Array.from({ length: 11 }, () => own.id),
        )
      ).codes,
    ).toContain('TOO_MANY_ATTACHMENTS');
    expect((await send(ann, [])).codes).toEqual(['BODY_EMPTY']);
    expect((await send(ann, [own.id])).codes).toEqual([]);
  });
});

describe('an address', () => {
  const short = useLynk({ env: { LYNK_UPLOAD_SECONDS: '1' } });

  it('ends by itself', async () => {
    const [person] = await registerAll(short(), 'Ann');
    const own = await makeRoom(person);
    const announced = await announce(person, announcement(TEXT, { roomId: own }));
    await sleep(Math.max(0, Date.parse(announced.expiresAt) - Date.now()) + 50);
    expectAnswer(await put(announced, TEXT), 410);
    expect((await complete(person, announced.id)).codes).toEqual(['UPLOAD_EXPIRED']);
  });
});
