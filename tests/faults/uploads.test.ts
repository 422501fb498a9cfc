import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ATTACHMENT } from '#tests/kit/operations/media.ts';
import { makeRoom, type Person, register } from '#tests/kit/people.ts';
import { until } from '#tests/kit/until.ts';
import { announce, announcement, complete, put, sha256 } from '#tests/kit/uploads.ts';
import { useEmbeddedLynk } from '#tests/kit/use-lynk.ts';

const FILES = 40;
const FILE_BYTES = 400_000;
/** How many files are acknowledged before everything is killed; the others are on their way or have not begun. */
const ACKNOWLEDGED = [1, 8, 20];
/** How many are sent at the same time. */
const SENDERS = 6;

const lynk = useEmbeddedLynk();

/** The hash of what an attachment's address answers. */
async function downloadedHash(person: Person, id: string): Promise<string> {
  const { attachment } = await person.client.get(ATTACHMENT, { id });
  const answer = await fetch(attachment?.download?.url ?? '');
  return sha256(Buffer.from(await answer.arrayBuffer()));
}

it.each(ACKNOWLEDGED)(
  'a file is there whole or not at all when everything is killed after %i of many',
  async (count) => {
    const person = await register(lynk());
    const roomId = await makeRoom(person);
    const files = await Promise.all(
      Array.from({ length: FILES }, async () => {
        const bytes = randomBytes(FILE_BYTES);
        const wish = announcement(bytes, { roomId, contentType: 'application/octet-stream' });
        return { bytes, upload: await announce(person, wish), isAcknowledged: false };
      }),
    );
    const waiting = [...files];
    const senders = Array.from({ length: SENDERS }, async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        const { status } = await put(file.upload, file.bytes);
        file.isAcknowledged = status === 201;
      }
    });
    const sent = Promise.allSettled(senders);
    await until('some files to be acknowledged', () => files.filter((file) => file.isAcknowledged).length >= count);
    await lynk().kill9();
    await sent;
    await lynk().restart();

    expect(readdirSync(path.join(lynk().dataDir, 'blobs', 'unfinished'))).toEqual([]);
    for (const { upload, bytes, isAcknowledged } of files) {
      let { attachment, codes } = await complete(person, upload.id);
      if (!attachment) {
        expect([isAcknowledged, codes]).toEqual([false, ['UPLOAD_INCOMPLETE']]);
        expect((await put(upload, bytes)).status).toBe(201);
        ({ attachment, codes } = await complete(person, upload.id));
      }
      expect(codes).toEqual([]);
      expect(await downloadedHash(person, attachment?.id ?? '')).toBe(sha256(bytes));
    }
  },
);
