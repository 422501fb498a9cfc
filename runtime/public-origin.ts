import { displayHost } from './banner.ts';

/** Names of this machine for itself: a page from one of them is as good as one from another. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Scheme, host and port of the gateway as clients reach it, which are known for sure once it listens. */
export class PublicOrigin {
  readonly #configured: string | null;
  readonly #host: string;
  readonly #allowedOrigins: readonly string[];
  #port: number;

  /** @param options.publicUrl null when nothing but the gateway's own address is known */
  constructor(options: {
    publicUrl: string | null;
    host: string;
    port: number;
    allowedOrigins: readonly string[];
  }) {
    this.#configured = options.publicUrl;
    this.#host = options.host;
    this.#port = options.port;
    this.#allowedOrigins = options.allowedOrigins;
  }

  /** The gateway listens on this port. */
  listensOn(port: number): void {
    this.#port = port;
  }

  /** The origin, such as `http://127.0.0.1:4000`. */
  readonly url = (): string => this.#configured ?? `http://${displayHost(this.#host)}:${this.#port}`;

  /** Whether pages of an origin may use addresses of this one: its own pages, and those that are allowed to. */
  readonly allows = (origin: string): boolean => {
    if (this.#allowedOrigins.includes(origin) || origin === this.url()) return true;
    if (!URL.canParse(origin)) return false;
    const [page, own] = [new URL(origin), new URL(this.url())];
    return page.port === own.port && LOOPBACK.has(page.hostname) && LOOPBACK.has(own.hostname);
  };
}
