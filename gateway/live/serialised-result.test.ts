import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { until } from '#tests/kit/until.ts';
import { idInFrames, SerialisedResult } from './serialised-result.ts';

const server = new WebSocketServer({ port: 0, perMessageDeflate: false });
let client: WebSocket;
let stream: Duplex;

beforeAll(async () => {
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [, request] = (await once(server, 'connection')) as [WebSocket, IncomingMessage];
  stream = request.socket;
  if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
});
afterAll(() => {
  client.terminate();
  server.close();
});

/** What a client of the library reads out of what is written. */
async function read(write: () => void, count: number): Promise<unknown[]> {
  const messages: unknown[] = [];
  const onMessage = (data: Buffer, isBinary: boolean) => messages.push(isBinary ? data : JSON.parse(String(data)));
  client.on('message', onMessage);
  write();
  await until('all messages', () => messages.length >= count);
  client.off('message', onMessage);
  return messages;
}

describe('a serialised result', () => {
  it.each([0, 40, 90, 125, 126, 60_000, 65_536, 70_000])(
    'makes frames that clients can read (%i characters)',
    async (length) => {
      const data = { text: 'ä'.repeat(length) };
      const result = new SerialisedResult({ data });
      for (const id of ['1', '2', 'long one with "quotes" and ☃ and 😀', '3']) {
        const messages = await read(() => result.writeTo(stream, idInFrames(id)), 1);
        expect(messages).toEqual([{ id, type: 'next', payload: { data } }]);
      }
    },
  );

  it('joins several in their order, each in a frame of its own', async () => {
    const data = ['first', 'second', 'ä'.repeat(200), 'last'].map((text) => ({ text }));
    const [first, ...others] = data.map((one) => new SerialisedResult({ data: one }));
    const joined = new SerialisedResult([first as SerialisedResult, new SerialisedResult(others)]);
    expect(joined.count).toBe(4);
    for (const id of ['a', 'b']) {
      const messages = await read(() => joined.writeTo(stream, idInFrames(id)), 4);
      expect(messages).toEqual(data.map((one) => ({ id, type: 'next', payload: { data: one } })));
    }
  });

  it('never changes bytes that a stream still holds', () => {
    const held: Buffer[] = [];
    const slow = () => new Writable({ write: (chunk) => void held.push(chunk) }) as Duplex;
    const quick = () => new Writable({ write: (_chunk, _encoding, done) => done() }) as Duplex;
    const result = new SerialisedResult({ data: { text: 'x' } });
    const streams = [slow(), quick(), slow(), slow(), quick()];
    for (const [index, one] of streams.entries()) result.writeTo(one, idInFrames(String(index)));
    expect(held.map((bytes) => JSON.parse(String(bytes.subarray(2))).id)).toEqual(['0', '2', '3']);
  });
});
