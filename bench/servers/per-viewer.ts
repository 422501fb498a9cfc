import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { serveCommands } from './control.ts';
import { resultOf } from './event.ts';

/** The baseline: the way of graphql-js, where each viewer has a source and an execution of its own. */
const schema = buildSchema(`
  type Query { ok: Boolean }
  type Subscription { roomEvents(roomId: ID!, after: String): RoomStreamItem! }
  type RoomStreamItem { cursor: String event: RoomEvent }
  union RoomEvent = MessageSent
  type MessageSent { message: Message! }
  type Message { id: ID! body: String createdAt: String! sender: User }
  type User { id: ID! displayName: String }
`);

type Listener = (item: unknown) => void;
const rooms = new Map<number, Set<Listener>>();
const seqs = new Map<number, number>();

function source(room: number): AsyncIterableIterator<unknown> {
  const waiting: unknown[] = [];
  let wake: ((item: IteratorResult<unknown>) => void) | undefined;
  const listener: Listener = (item) => {
    const value = { roomEvents: item };
    if (wake) wake({ value, done: false });
    else waiting.push(value);
    wake = undefined;
  };
  const listeners = rooms.get(room) ?? new Set();
  rooms.set(room, listeners.add(listener));
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () =>
      waiting.length > 0
        ? Promise.resolve({ value: waiting.shift(), done: false })
        : new Promise((resolve) => {
            wake = resolve;
          }),
    return: async () => {
      listeners.delete(listener);
      wake?.({ value: undefined, done: true });
      return { value: undefined, done: true };
    },
  };
}

const http = createServer();
const sockets = new WebSocketServer({ server: http, path: '/graphql', perMessageDeflate: false });
const roots = { subscription: { roomEvents: ({ roomId }: { roomId: string }) => source(Number(roomId)) } };
useServer({ schema, roots }, sockets);
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  serveCommands((http.address() as AddressInfo).port, (room, body) => {
    const seq = (seqs.get(room) ?? 0) + 1;
    seqs.set(room, seq);
    const item = resultOf(seq, body).data.roomEvents;
    for (const listener of rooms.get(room) ?? []) listener(item);
  });
});
