import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/** Two ends of one connection that goes through the proxy. */
interface Pair {
  readonly client: net.Socket;
  readonly server: net.Socket;
}

/** A link that a test can cut and stall. It stands between a gateway and a subgraph. */
export class TcpProxy {
  readonly port: number;
  readonly #server: net.Server;
  readonly #pairs = new Set<Pair>();
  #isStalled = false;

  private constructor(server: net.Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** Opens one on a free port. @param target the port that it leads to, on this machine */
  static async open(target: number): Promise<TcpProxy> {
    const server = net.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TcpProxy(server);
    server.on('connection', (client) => proxy.#join(client, net.connect(target, '127.0.0.1')));
    return proxy;
  }

  /** How many connections go through it. */
  get size(): number {
    return this.#pairs.size;
  }

  /** Ends every connection at once, without a word of any protocol. */
  cut(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  /** Forwards nothing any more. Connections stay, and new ones are taken: nobody is told. */
  stall(): void {
    this.#isStalled = true;
    for (const pair of this.#pairs) this.#hold(pair);
  }

  /** Forwards again, what has waited first. */
  resume(): void {
    this.#isStalled = false;
    for (const { client, server } of this.#pairs) {
      client.resume();
      server.resume();
    }
  }

  /** Forwards what comes over new connections; those that there are stay silent for ever, as after a lost route. */
  resumeForNewcomers(): void {
    this.#isStalled = false;
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: net.Socket, server: net.Socket): void {
    const pair = { client, server };
    this.#pairs.add(pair);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (data) => to.write(data));
      from.on('end', () => to.end());
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#pairs.delete(pair);
        to.destroy();
      });
    }
    if (this.#isStalled) this.#hold(pair);
  }

  #hold({ client, server }: Pair): void {
    client.pause();
    server.pause();
  }
}
