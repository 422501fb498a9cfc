import { WebSocket } from 'ws';

/** Sockets of clients, which a test can cut without a closing handshake, as a tunnel does to a train. */
export class CutSockets {
  readonly #open = new Set<WebSocket>();
  /** How many were opened. */
  opened = 0;
  /** How many were cut when they were in use. */
  cut = 0;

  /** The class of WebSockets to give to the clients. */
  get webSocket(): new (
    url: string,
    protocol: string,
  ) => WebSocket {
    const sockets = this;
    return class extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol);
        this.once('open', () => {
          sockets.opened += 1;
          sockets.#open.add(this);
        });
        this.once('close', () => sockets.#open.delete(this));
      }
    };
  }

  /** Cuts all that are open. */
  cutAll(): void {
    for (const socket of this.#open) {
      this.#open.delete(socket);
      this.cut += 1;
      socket.terminate();
    }
  }
}
