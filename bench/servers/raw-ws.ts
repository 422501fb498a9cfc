import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { serveCommands } from './control.ts';
import { resultOf } from './event.ts';

/** The baseline: the same bytes, serialised once and broadcast with `ws.send`. Viewers name their room in the path. */
const rooms = new Map<number, Set<WebSocket>>();
const seqs = new Map<number, number>();
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket, request) => {
  const room = Number(request.url?.slice(1));
  const members = rooms.get(room) ?? new Set();
  rooms.set(room, members.add(socket));
  socket.on('close', () => members.delete(socket));
  socket.send('{"type":"connection_ack"}');
});
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  serveCommands((http.address() as AddressInfo).port, (room, body) => {
    const seq = (seqs.get(room) ?? 0) + 1;
    seqs.set(room, seq);
    const frame = Buffer.from(JSON.stringify({ id: '1', type: 'next', payload: resultOf(seq, body) }));
    for (const socket of rooms.get(room) ?? []) socket.send(frame, { binary: false });
  });
});
