import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { SerialisedResult } from './serialised-result.ts';

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

/** What a client of the library reads out of a frame. */
async function read(frame: Buffer): Promise<unknown> {
  stream.write(frame);
  const [data, isBinary] = (await once(client, 'message')) as [Buffer, boolean];
  expect(isBinary).toBe(false);
  return JSON.parse(String(data));
}

describe('a serialised result', () => {
  it.each([0, 40, 90, 125, 126, 60_000, 65_536, 70_000])(
    'makes frames that clients can read (%i characters)',
    async (length) => {
      const data = { text: 'ä'.repeat(length) };
      const result = new SerialisedResult({ data });
      for (const id of ['1', '2', 'long one with "quotes" and ☃', '3']) {
        const frame = result.frame(id);
        expect(await read(frame)).toEqual({ id, type: 'next', payload: { data } });
      }
    },
  );

  it('never changes a frame that it has given away', () => {
    const result = new SerialisedResult({ data: { text: 'x' } });
    const [first, second] = ['a', 'b'].map((id) => result.frame(id));
    expect(first?.includes('"a"')).toBe(true);
    expect(second?.includes('"b"')).toBe(true);
  });
});
