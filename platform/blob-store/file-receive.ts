import type { IncomingMessage } from 'node:http';

/**
 * The bytes of a request's body. Whoever sends nothing for too long is cut.
 *
 * @param size how many there must be: fewer are an error
 * @param idleMs in milliseconds
 */
export async function* receive(request: IncomingMessage, size: number, idleMs: number): AsyncGenerator<Uint8Array> {
  request.setTimeout(idleMs, () => request.destroy(new Error('The sender has stalled.')));
  let received = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    received += chunk.length;
    yield chunk;
  }
  // The connection may carry other requests, which have their own patience.
  request.setTimeout(0);
  if (received !== size) throw new Error('The body ended too early.');
}
