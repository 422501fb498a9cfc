import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { checkPort, explainListenError } from './port.ts';

test('a free port passes, and any free one does', async () => {
  const { port, close } = await occupy();
  await close();
  await checkPort('127.0.0.1', port);
  await checkPort('127.0.0.1', 0);
});

test('a taken port is named, with another to choose', async () => {
  const { port } = await occupy();
  const sentence = `Port ${port} is taken by another program: stop it, or choose another port, for example LYNK_PORT=${port + 1}.`;
  await expect(checkPort('127.0.0.1', port)).rejects.toThrowError(sentence);
});

test('an address of another machine is named', async () => {
  // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
  const { port, close } = await occupy();
  await close();
  await expect(checkPort('192.0.2.1', port)).rejects.toThrowError('LYNK_HOST is "192.0.2.1"');
});

test('errors of anything but listening stay as they are', () => {
  const error = Object.assign(new Error('no'), { code: 'EACCES', syscall: 'open' });
  expect(explainListenError(error, '127.0.0.1', 80)).toBe(error);
});

async function occupy(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('a TCP server has a port');
  return { port: address.port, close };
}
