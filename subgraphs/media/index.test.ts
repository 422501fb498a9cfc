import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventRecord } from '#platform/event-log/event-log.ts';
import type { Identity } from '#platform/identity/identity.ts';
import { encodeId } from '#platform/ids/ids.ts';
import { PNG_SIGNATURE, png, pngChunk, pngData, pngHeader } from '#tests/kit/png.ts';
import { until } from '#tests/kit/until.ts';
import { announcement } from '#tests/kit/uploads.ts';
import { DAY_MS, HOUR_MS, makeMedia, useMediaStore } from './harness.ts';

const store = useMediaStore();
const TEXT = Buffer.from('some words');
const REFERENCES = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Attachment { fileName } } }`;
const DOWNLOADS = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Attachment { download { url } } } }`;

type Media = Awaited<ReturnType<typeof makeMedia>>;
type User = Extract<Identity, { kind: 'user' }>;
let media: Media;
let ann: User;
let ben: User;
let roomId: string;

beforeEach(async () => {
  media = await makeMedia(store());
  [ann, ben] = [media.person(), media.person()];
  roomId = media.room(ann, [ben]);
});
afterEach(async () => {
  await media.subgraph.stop();
  media.close();
});

/** Whether somebody sees attachments, by UUID. */
async function sees(identity: Identity, ids: readonly string[], query = REFERENCES) {
  const of = ids.map((id) => ({ __typename: 'Attachment', id: encodeId('attachment', id) }));
  const { data, codes } = await media.ask<{ _entities: (object | null)[] }>(query, { of }, identity);
  return { seen: data._entities.map((entity) => entity !== null), codes };
}

const claim = (id: string, holder = 'message 1') =>
  media.attachments.claim({ use: 'MESSAGE', holder, ownerId: ann.userId, roomId, ids: [id] });

const isThere = async (id: string) => (await media.blobStore.size(id)) !== null;
const gone = (id: string) => until('the bytes to be deleted', async () => !(await isThere(id)));

function record(topic: string, payload: Record<string, unknown>): EventRecord {
  return { id: randomUUID(), topic, key: roomId, payload, occurredAt: media.time.now };
}

const message = (type: string, attachmentIds: string[]) =>
  record('room.message', { roomId, seq: 3, type, actorId: ann.userId, messageSeq: 3, attachmentIds });

describe('an audience', () => {
  it('sees what is used in its room, and pictures that everybody sees; it fetches nothing', async () => {
    const elsewhere = media.room(ann);
    const open = media.room(ann, [], 'PUBLIC');
    const [used, unused] = [await media.upload(ann, roomId, TEXT), await media.upload(ann, roomId, TEXT)];
    const other = await media.upload(ann, elsewhere, TEXT);
    const picture = { contentType: 'image/png' };
    const profile = await media.upload(ann, null, png(), { ...picture, purpose: 'PROFILE_PICTURE' });
    const sign = await media.upload(ann, open, png(), { ...picture, purpose: 'ROOM_PICTURE' });
    await claim(used.id);
    const { attachments } = media;
    const mine = { ownerId: ann.userId, holder: 'x' };
    await attachments.claim({ ...mine, use: 'MESSAGE', roomId: elsewhere, ids: [other.id] });
    await attachments.claim({ ...mine, use: 'PROFILE_PICTURE', roomId: null, ids: [profile.id] });
    await attachments.claim({ ...mine, use: 'ROOM_PICTURE', roomId: open, ids: [sign.id] });
    const audience: Identity = { kind: 'audience', roomId };
    const all = [used.id, unused.id, other.id, profile.id, sign.id];
    expect((await sees(audience, all)).seen).toEqual([true, false, false, true, true]);
    expect((await sees({ kind: 'anonymous' }, all)).seen).toEqual([false, false, false, false, false]);
    expect((await sees({ kind: 'service', name: 'x' }, all)).seen).toEqual([false, false, false, false, false]);
    expect((await sees(audience, [used.id], DOWNLOADS)).codes).toEqual(['FORBIDDEN']);
    expect((await sees(ben, [used.id], DOWNLOADS)).codes).toEqual([]);
  });
});

describe('bytes', () => {
  it('of another number than was announced are refused and deleted', async () => {
    await media.subgraph.start();
    const { codes, id } = await media.upload(ann, roomId, TEXT, { arrived: Buffer.from('some') });
    expect(codes).toEqual(['SIZE_MISMATCH']);
    await gone(id);
  });

  it('of a picture tell its size, and are refused when it has too many pixels', async () => {
    const ofSize = (width: number, height: number) => {
      const bytes = Buffer.concat([PNG_SIGNATURE, pngHeader({ width, height }), pngData(), pngChunk('IEND')]);
      return media.upload(ann, roomId, bytes, { contentType: 'image/png' });
    };
    expect(await ofSize(10_000, 5_000)).toMatchObject({ width: 10_000, height: 5_000, codes: [] });
    expect((await ofSize(10_000, 5_001)).codes).toEqual(['PICTURE_DAMAGED']);
  });

  it('of an animated PNG are those of a PNG', async () => {
    const animation = pngChunk('acTL', Buffer.alloc(8));
    const bytes = Buffer.concat([PNG_SIGNATURE, pngHeader(), animation, pngData(), pngChunk('IEND')]);
    expect(await media.upload(ann, roomId, bytes, { contentType: 'image/png' })).toMatchObject({ width: 2, codes: [] });
  });
});

describe('a large file', () => {
  const large = Buffer.alloc(1_001, 'words ');
  const PARTS = `mutation ($input: CreateUploadInput!) {
    createUpload(input: $input) { upload { parts { number offset size url } } }
  }`;
  const partsOf = async (bytes: Buffer) => {
    const input = announcement(bytes, { roomId: encodeId('room', roomId) });
    type Announced = { createUpload: { upload: { parts: { url: string }[] | null } } };
    const { data } = await media.ask<Announced>(PARTS, { input }, ann);
    return data.createUpload.upload.parts;
  };

  it('has addresses for its parts, and others have none', async () => {
    const url = expect.stringMatching(/part=1/);
    expect(await partsOf(large)).toEqual([{ number: 1, offset: 0, size: 1_001, url }]);
    expect(await partsOf(large.subarray(1))).toBeNull();
  });

  it('is made of its parts, and checked as any other', async () => {
    const { id, codes } = await media.upload(ann, roomId, large, { isPart: true });
    expect([codes, await isThere(id)]).toEqual([[], true]);
    const short = { isPart: true, arrived: large.subarray(1) };
    expect((await media.upload(ann, roomId, large, short)).codes).toEqual(['UPLOAD_INCOMPLETE']);
    await media.subgraph.start();
    const arrived = Buffer.from(large).fill('x', 500, 501);
    const other = await media.upload(ann, roomId, large, { isPart: true, arrived });
    expect(other.codes).toEqual(['HASH_MISMATCH']);
    await gone(other.id);
  });

  it('loses its parts when it is not completed within a day', async () => {
    const { id } = await media.upload(ann, roomId, large, { isPart: true, arrived: large.subarray(1) });
    media.time.now += DAY_MS + 1;
    await media.subgraph.start();
    await until('the row to be forgotten', async () => (await store().filesOf(ann.userId)).length === 0);
    await media.blobStore.assemble(id, large.length - 1);
    expect(await isThere(id)).toBe(false);
  });
});

describe('what nobody uses', () => {
  it('is deleted after a day, bytes and all', async () => {
    const [used, unused] = [await media.upload(ann, roomId, TEXT), await media.upload(ann, roomId, TEXT)];
    await claim(used.id);
    media.time.now += DAY_MS + 1;
    await media.subgraph.start();
    await gone(unused.id);
    expect(await isThere(used.id)).toBe(true);
    expect((await store().filesOf(ann.userId)).map(({ id }) => id)).toEqual([used.id]);
    await until('the row to be forgotten', async () => (await store().discardedOf(ann.userId)).length === 0);
  });

  it('was claimed and not confirmed for a week: it is deleted, an hour after the start at the earliest', async () => {
    const [first, second] = [await media.upload(ann, roomId, TEXT), await media.upload(ann, roomId, TEXT)];
    await claim(first.id);
    await claim(second.id);
    media.time.now += 7 * DAY_MS + 1;
    await media.subgraph.start();
    // Whatever the sweep does at its start it has done when it has deleted this.
    const unused = await media.upload(ann, roomId, TEXT, { arrived: Buffer.alloc(0) });
    await gone(unused.id);
    expect([await isThere(first.id), await isThere(second.id)]).toEqual([true, true]);
    await media.eventLog.append([message('message.sent', [second.id])]);
    media.time.now += HOUR_MS;
    await media.eventLog.append([message('message.deleted', [randomUUID()])]);
    await gone(first.id);
    expect(await isThere(second.id)).toBe(true);
  });
});

describe('events', () => {
  beforeEach(() => media.subgraph.start());

  it('of a deleted message delete its files, once or twice', async () => {
    const { id } = await media.upload(ann, roomId, TEXT);
    await claim(id);
    await media.eventLog.append([message('message.sent', [id]), message('message.edited', [])]);
    expect(await isThere(id)).toBe(true);
    await media.eventLog.append([message('message.deleted', [id]), message('message.deleted', [id])]);
    expect((await sees(ann, [id])).seen).toEqual([false]);
    await gone(id);
  });

  it('of another picture delete the one before', async () => {
    const [first, second] = [await media.upload(ann, roomId, TEXT), await media.upload(ann, roomId, TEXT)];
    const changed = { pictureId: second.id, replacedPictureId: null };
    await media.eventLog.append([record('room.picture', { roomId, actorId: ann.userId, ...changed })]);
    const pictures = { pictureId: null, replacedPictureId: first.id };
    await media.eventLog.append([record('user.picture', { userId: ann.userId, ...pictures })]);
    await gone(first.id);
    expect(await isThere(second.id)).toBe(true);
  });

  it('that break their contract, or tell of something else, are passed over', async () => {
    const { id } = await media.upload(ann, roomId, TEXT);
    await media.eventLog.append([
      record('room.message', { roomId, type: 'message.deleted', attachmentIds: [id] }),
      record('room.picture', { roomId, replacedPictureId: id }),
      record('user.picture', {}),
    ]);
    expect((await sees(ann, [id])).seen).toEqual([true]);
  });
});

describe('a person', () => {
  it('is told what is held about it, and leaves nothing behind', async () => {
    expect(await media.privacy.exportPerson(ann.userId)).toBeNull();
    const [used, unused] = [await media.upload(ann, roomId, TEXT), await media.upload(ann, roomId, TEXT)];
    const others = await media.upload(ben, roomId, TEXT);
    await claim(used.id);
    expect(await media.privacy.exportPerson(ann.userId)).toMatchObject({
      files: [used, unused].map(({ id }) => ({
        id,
        roomId,
        fileName: 'notes.txt',
        size: TEXT.length,
        isComplete: true,
      })),
    });
    await media.privacy.erasePerson(ann.userId);
    await media.privacy.erasePerson(ann.userId);
    expect(await media.privacy.exportPerson(ann.userId)).toBeNull();
    expect([await isThere(used.id), await isThere(unused.id), await isThere(others.id)]).toEqual([false, false, true]);
    expect((await sees(ben, [used.id])).seen).toEqual([false]);
  });
});
