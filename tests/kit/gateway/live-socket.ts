import { RawSocket } from '../raw-socket.ts';
import { until } from '../until.ts';

/** A result as it stands in a `next` message. */
export interface LiveResult {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: unknown;
    readonly extensions?: { code?: string };
  }[];
}

/** A socket whose subscriptions are looked at one by one. */
export class LiveSocket {
  readonly raw: RawSocket;
  #count = 0;

  private constructor(raw: RawSocket) {
    this.raw = raw;
  }

  static async connect(wsUrl: string, token: string | null): Promise<LiveSocket> {
    return new LiveSocket(await RawSocket.signedIn(wsUrl, token));
  }

  /** Begins an operation. */
  subscribe(query: string, variables: object = {}, id = `op${++this.#count}`): LiveOperation {
    const begin = this.raw.messages.length;
    this.raw.subscribe(id, query, variables);
    return new LiveOperation(this.raw, id, begin);
  }

  close(): void {
    this.raw.cut();
  }
}

/** One operation on a socket. */
export class LiveOperation {
  readonly #raw: RawSocket;
  readonly id: string;
  readonly #begin: number;

  constructor(raw: RawSocket, id: string, begin: number) {
    this.#raw = raw;
    this.id = id;
    this.#begin = begin;
  }

  /** What came, in order. */
  get results(): LiveResult[] {
    return this.#messages.filter(({ type }) => type === 'next').map(({ payload }) => payload as LiveResult);
  }

  /** How it ended: `complete`, or the codes of its errors. Undefined while it goes on. */
  get ending(): 'complete' | readonly (string | undefined)[] | undefined {
    const last = this.#messages.find(({ type }) => type === 'complete' || type === 'error');
    if (!last) return undefined;
    if (last.type === 'complete') return 'complete';
    return (last.payload as NonNullable<LiveResult['errors']>).map(({ extensions }) => extensions?.code);
  }

  /** Waits for so many results. */
  async take(count: number): Promise<LiveResult[]> {
    await until(`${count} results`, () => this.results.length >= count || this.ending !== undefined, {
      deadlineMs: 8_000,
    }).catch((error: Error) => {
      throw new Error(`${error.message} ${JSON.stringify(this.#messages)} ${this.#raw.closeCode}`);
    });
    return this.results;
  }

  /** Waits for the ending. */
  async ended(): Promise<'complete' | readonly (string | undefined)[]> {
    return until(`the ending (${JSON.stringify(this.#messages)})`, () => this.ending, { deadlineMs: 8_000 });
  }

  /** Ends it. */
  leave(): void {
    this.#raw.send({ type: 'complete', id: this.id });
  }

  get #messages() {
    return this.#raw.messages.slice(this.#begin).filter(({ id }) => id === this.id);
  }
}
