import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { serveCommands } from './control.ts';
import { resultOf } from './event.ts';

/** The baseline: Socket.IO with its rooms, over WebSocket alone. Viewers name their room in the query. */
const seqs = new Map<number, number>();
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });
io.on('connection', (socket) => socket.join(String(socket.handshake.query['room'])));
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  serveCommands((http.address() as AddressInfo).port, (room, body) => {
    const seq = (seqs.get(room) ?? 0) + 1;
    seqs.set(room, seq);
    io.to(String(room)).emit('next', resultOf(seq, body));
  });
});
