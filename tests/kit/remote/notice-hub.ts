import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** Stands in every notice of an event, and not in a text: quotes in a text are escaped. */
const EVENT = '"kind":"event"';

/** Passes the notices of processes on to all of them, one JSON text a line: what a server of pub/sub does. */
export class NoticeHub {
  readonly port: number;
  /** How many events of rooms were announced. */
  announced = 0;
  readonly #server: net.Server;
  readonly #links = new Set<net.Socket>();

  private constructor(server: net.Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (link) => {
      this.#links.add(link);
      link.on('error', () => undefined);
      link.on('close', () => this.#links.delete(link));
      const lines = createInterface({ input: link });
      lines.on('error', () => undefined);
      lines.on('line', (line) => {
        if (line.includes(EVENT)) this.announced += 1;
        for (const other of this.#links) other.write(`${line}\n`);
      });
    });
  }

  /** Opens one on a free port. */
  static async open(): Promise<NoticeHub> {
    const server = net.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new NoticeHub(server);
  }

  /** Cuts every link: what is published until they are back is lost. */
  cut(): void {
    for (const link of this.#links) link.destroy();
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
