import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ATTACHMENT } from '#tests/kit/operations/media.ts';
import { makeRoom, register } from '#tests/kit/people.ts';
import { announce, announcement, complete, expectAnswer, sha256 } from '#tests/kit/uploads.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

/** Somewhat more than a part holds. */
const FILE_BYTES = 18_000_000;

const lynk = useLynk({ env: { LYNK_UPLOAD_PARTS_ABOVE: '1000000' } });

describe('a large file', () => {
  it('comes in parts, in any order, one of them a second time', async () => {
    const ann = await register(lynk(), 'Ann');
    const roomId = await makeRoom(ann, []);
    const bytes = randomBytes(FILE_BYTES);
    const contentType = 'application/octet-stream';
    const upload = await announce(ann, announcement(bytes, { roomId, contentType }));
    const [first, second, ...more] = upload.parts ?? expect.fail('It has no parts.');
    if (!first || !second) return expect.fail('It has one part.');
    expect([first.number, second.number, first.offset, second.offset, first.size + second.size, more]).toEqual([
      1,
      2,
      0,
      first.size,
      bytes.length,
      [],
    ]);
    const put = async ({ url, offset, size }: typeof first, length = size) =>
      fetch(url, { method: 'PUT', body: bytes.subarray(offset, offset + length) });

    expectAnswer(await put(second), 201);
    expect(await complete(ann, upload.id)).toMatchObject({ codes: ['UPLOAD_INCOMPLETE'], attachment: null });
    expect((await put(first, first.size - 1)).ok).toBe(false);
    expectAnswer(await put(first), 201);
    expectAnswer(await put(second), 201);

    const { attachment, codes } = await complete(ann, upload.id);
    expect([codes, attachment?.size, attachment?.sha256]).toEqual([[], bytes.length, sha256(bytes)]);
    const seen = await ann.client.get(ATTACHMENT, { id: attachment?.id ?? '', disposition: 'ATTACHMENT' });
    const whole = await fetch(seen.attachment?.download?.url ?? '');
    expect(sha256(Buffer.from(await whole.arrayBuffer()))).toBe(sha256(bytes));
  });
});
