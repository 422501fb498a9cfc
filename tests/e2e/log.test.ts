import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { LOGIN, REFRESH_SESSION } from '#tests/kit/operations/auth.ts';
import { SEND_ATTACHMENTS } from '#tests/kit/operations/media.ts';
import { EDIT_MESSAGE } from '#tests/kit/operations/message.ts';
import { UPDATE_PROFILE } from '#tests/kit/operations/user.ts';
import { makeRoom, registerAll, send } from '#tests/kit/people.ts';
import { registerDevice } from '#tests/kit/pushes.ts';
import { RoomWatch } from '#tests/kit/room-watch.ts';
import { until } from '#tests/kit/until.ts';
import { announce, announcement, complete, put } from '#tests/kit/uploads.ts';
import { useEmbeddedLynk } from '#tests/kit/use-lynk.ts';

const lynk = useEmbeddedLynk({
  env: {
    LYNK_LOG_LEVEL: 'trace',
    LYNK_PUSH_DELAY_SECONDS: '0',
    LYNK_TRUSTED_PROXIES: '1',
    // Refusals are to be told of, too.
    LYNK_RATE_LIMIT_PER_SECOND: '1',
    LYNK_RATE_LIMIT_BURST: '20',
  },
});

/** Entries of the log. */
const entries = () =>
  lynk()
    .log.split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { messageId?: string });

/** Sends a body as it is, from an address. */
const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(lynk().url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

it('holds no body, secret, token or address of anybody, however much is logged', async () => {
  const canary = () => `canary${randomBytes(8).toString('hex')}`;
  const [body, edited, fileName, fileText] = [canary(), canary(), canary(), canary()];
  const [device, shown, wrong, address] = [canary(), canary(), canary(), '203.0.113.77'];
  const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
  const roomId = await makeRoom(ann, [ben]);
  const watch = new RoomWatch(lynk(), ben, roomId);
  await registerDevice(ann, 'Phone', device);
  await ann.client.get(UPDATE_PROFILE, { input: { displayName: shown } });

  const { message } = { message: await send(ben, roomId, body) };
  await ben.client.get(EDIT_MESSAGE, { input: { messageId: message.id, body: edited } });
  const bytes = Buffer.from(fileText);
  const upload = await announce(ann, announcement(bytes, { roomId, fileName }));
  await put(upload, bytes);
  const { attachment } = await complete(ann, upload.id);
  const refused = await announce(ann, announcement(bytes, { roomId, fileName }));
  await put(refused, Buffer.from(fileText.toUpperCase()));
  const input = { roomId, attachmentIds: [attachment?.id ?? ''], clientMessageId: randomUUID() };
  await ann.client.get(SEND_ATTACHMENTS, { input });
  await until('what was sent to be seen', () => watch.items.length >= 3);
  await watch.close();

  // What is refused.
  const forwarded = { 'x-forwarded-for': address };
  for (let count = 0; count < 25; count += 1) {
    await ann.client.ask(LOGIN, { input: { identifier: ann.email, password: wrong } });
  }
  await ann.client.ask(REFRESH_SESSION, { input: { refreshToken: wrong } });
  await ann.client.ask(REFRESH_SESSION, { input: { refreshToken: ann.refreshToken } });
  await ann.client.ask(REFRESH_SESSION, { input: { refreshToken: ann.refreshToken } });
  await post(`{ "query": "${wrong}`, forwarded);
  await post(JSON.stringify({ query: `{ nope(a: "${wrong}") }` }), { ...forwarded, authorization: `Bearer ${wrong}` });
  await post(
    JSON.stringify({ query: `query($a: ID!) { room(id: $a) { id } }`, variables: { a: { wrong } } }),
    forwarded,
  );
  await until('the push', () => entries().some(({ messageId }) => messageId !== undefined));

  const { log } = lynk();
  // Older lines are forgotten by whoever watches the process: all of them have to be here.
  expect(log.split('\n').length).toBeLessThan(400);
  expect(entries().length).toBeGreaterThan(0);
  const secrets = { body, edited, fileName, fileText, device, shown, wrong, address };
  const people = [ann, ben].flatMap((person) => [
    person.email,
    person.username,
    person.password,
    person.accessToken,
    person.refreshToken,
  ]);
  for (const secret of [...Object.values(secrets), ...people, fileText.toUpperCase(), upload.url]) {
    expect(log).not.toContain(secret);
  }
});
