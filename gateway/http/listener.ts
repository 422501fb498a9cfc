import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** Proxies keep connections for 60 s; closing ours first would cut the request that a proxy is just sending. */
const KEEP_ALIVE_MS = 65_000;
/** How long a request may take to arrive: a large file over a slow line. Its headers must come within the usual minute. */
const REQUEST_MS = 900_000;
const BACKLOG = 4_096;
/** How often connections are looked for whose last request has been answered, while the server closes. */
const SWEEP_MS = 50;

type UpgradeListener = (request: http.IncomingMessage, stream: Duplex, head: Buffer) => void;

/** The HTTP server. */
export class Listener {
  readonly #server: http.Server;

  constructor(onRequest: RequestListener, onUpgrade: UpgradeListener) {
    this.#server = http.createServer(onRequest);
    this.#server.keepAliveTimeout = KEEP_ALIVE_MS;
    this.#server.requestTimeout = REQUEST_MS;
    this.#server.on('upgrade', onUpgrade);
  }

  /** Whether it takes connections. */
  get isListening(): boolean {
    return this.#server.listening;
  }

  /**
   * Begins to listen.
   *
   * @throws the system's error, such as EADDRINUSE
   */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port, backlog: BACKLOG }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** Takes no more connections and waits for what is under way; what takes longer is cut. */
  async close(deadlineMs: number): Promise<void> {
    if (!this.#server.listening) return;
    const timer = setTimeout(() => this.#server.closeAllConnections(), deadlineMs);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    // A connection that is busy now is kept alive after its answer, for longer than anybody wants to wait.
    const sweep = setInterval(() => this.#server.closeIdleConnections(), SWEEP_MS);
    await closed;
    clearInterval(sweep);
    clearTimeout(timer);
  }
}
