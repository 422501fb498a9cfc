import http from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { Listener } from './listener.ts';

/** Far beyond the time that a test may take. */
const NEVER_MS = 600_000;

it('closes as soon as what is under way is answered, though clients would keep their connections', async () => {
  let answer: (() => void) | undefined;
  const listener = new Listener(
    (_request, response) => {
      answer = () => response.end('done');
    },
    () => undefined,
  );
  const port = await listener.listen('127.0.0.1', 0);
  const agent = new http.Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const answered = new Promise<string>((resolve, reject) => {
    http.get({ host: '127.0.0.1', port, agent }, (response) => resolve(text(response))).on('error', reject);
  });
  await expect.poll(() => answer).toBeDefined();

  const closed = listener.close(NEVER_MS);
  answer?.();
  expect(await answered).toBe('done');
  await closed;
  expect(listener.isListening).toBe(false);
});
