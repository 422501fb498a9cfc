import pg from 'pg';
import { serviceUnavailable } from '../errors/errors.ts';
import type { Logger } from '../logger/logger.ts';
import { CALL_SECONDS, outcomeOfCall, timed } from '../metrics/call-seconds.ts';
import type { Durations, Metrics } from '../metrics/metrics.ts';

/** Where a PostgreSQL server is, and as whom to sign in. */
export interface PostgresConnection {
  /** Host name, address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Certificates in PEM; without them the connection is in the clear, as over a Unix socket. */
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
}

/** A value of a row or a parameter. `int8` is read as a number: every one that we store is below 2^53. */
export type SqlValue = string | number | boolean | Date | Buffer | null | readonly SqlValue[];

/** A row, by column name. */
export type Row = Record<string, unknown>;

/** What statements can be run on: the database itself, or one transaction of it. */
export interface Sql {
  /**
   * Runs one statement and returns its rows. Statements are prepared once a connection, by their text, so the text
   * never holds a value.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when the server cannot be reached or does not answer in time: the statement
   *   may or may not have been carried out. Other faults are thrown as `pg` made them.
   */
  query<R extends Row>(text: string, values?: readonly unknown[]): Promise<R[]>;

  /**
   * Calls back once what was done here is committed: after the transaction's commit, or at once outside of one. Not
   * called after a rollback, nor when the outcome of the commit is unknown: only for hints such as a wake-up.
   */
  afterCommit(callback: () => void): void;
}

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 10_000;
const INT8_OID = 20;

/** The connection pool of one role. */
export class Database implements Sql {
  readonly #pool: pg.Pool;
  readonly #names = new Map<string, string>();
  readonly #role: string;
  readonly #seconds: Durations | undefined;

  constructor(options: {
    connection: PostgresConnection;
    logger: Logger;
    maxConnections?: number;
    /** Is told how busy the pool is, and how long statements take. */
    metrics?: Metrics;
  }) {
    const { tls, ...connection } = options.connection;
    this.#role = connection.user;
    this.#pool = new pg.Pool({
      ...connection,
      // SCRAM is then bound to the channel (RFC 5929), so that nobody between can use what is said.
      ...(tls && { ssl: { ...tls, minVersion: 'TLSv1.3' }, enableChannelBinding: true }),
      max: options.maxConnections ?? 8,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      application_name: `lynk ${options.connection.user}`,
      // The server gives up first, so that a slow statement does not go on behind the back of whoever tries again.
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS + 2_000,
      // A process that stops in mid-transaction must not keep its locks for ever.
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
      types: { getTypeParser },
    });
    // A connection that breaks while it idles is replaced by the pool; without a listener it would end the process.
    this.#pool.on('error', (error) => {
      // The pool's `end` does not wait for the server's side: a server that stops right after it cuts what is left.
      if (this.#pool.ending) return;
      // Not the error itself, which carries the whole connection.
      options.logger.warn(
        { reason: error.message, role: options.connection.user },
        'an idle PostgreSQL connection broke',
      );
    });
    this.#seconds = options.metrics && tellOf(this.#pool, this.#role, options.metrics);
  }

  async query<R extends Row>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.#run<R>(this.#pool, text, values);
  }

  afterCommit(callback: () => void): void {
    callback();
  }

  /**
   * Runs `work` in one transaction (READ COMMITTED): committed when it resolves, rolled back when it rejects.
   *
   * @returns what `work` returned
   * @throws what `work` threw; LynkError SERVICE_UNAVAILABLE as {@link Sql.query} says. After that error from the commit
   *   itself the outcome is unknown, so only work that may be repeated belongs here.
   */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect().catch((error) => {
      throw translate(error);
    });
    let broken: Error | undefined;
    // When the connection breaks between two statements, the next one fails; without a listener the process would end.
    const onBreak = (error: Error) => {
      broken = error;
    };
    client.on('error', onBreak);
    const committed: (() => void)[] = [];
    const sql: Sql = {
      query: (text, values = []) => this.#run(client, text, values),
      afterCommit: (callback) => void committed.push(callback),
    };
    try {
      await sql.query('BEGIN');
      const result = await work(sql);
      await sql.query('COMMIT');
      for (const callback of committed) callback();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      client.removeListener('error', onBreak);
      // A connection that could not roll back is in an unknown state: the pool must not hand it out again.
      client.release(broken);
    }
  }

  /**
   * Listens for NOTIFY on a channel over a connection of its own, for as long as the process runs. A broken connection
   * is made anew; what was said in between is lost, so `onNotify` is also called after each (re)connect.
   *
   * @returns ends the listening
   */
  listen(channel: string, onNotify: () => void): () => Promise<void> {
    return listen(this.#pool, channel, onNotify);
  }

  /** Asks the server for something. @throws LynkError SERVICE_UNAVAILABLE when it does not answer in time */
  async check(): Promise<void> {
    await this.query('SELECT 1');
  }

  /** Waits for running statements and closes all connections. */
  async close(): Promise<void> {
    await this.#pool.end();
  }

  #run<R extends Row>(target: pg.Pool | pg.PoolClient, text: string, values: readonly unknown[]): Promise<R[]> {
    const work = () => run<R>(target, this.#nameOf(text), text, values);
    return timed(this.#seconds, [this.#role], work, outcomeOfCall);
  }

  #nameOf(text: string): string {
    let name = this.#names.get(text);
    if (!name) {
      name = `s${this.#names.size}`;
      this.#names.set(text, name);
    }
    return name;
  }
}

/** @returns where statements are noted */
function tellOf(pool: pg.Pool, role: string, metrics: Metrics): Durations {
  const gauge = (name: string, help: string, read: () => number) =>
    metrics.labelledGauge(`lynk_postgres_${name}`, help, 'role', () => [[role, read()]]);
  gauge('connections_open', 'Connections of the pool.', () => pool.totalCount);
  gauge('connections_busy', 'Connections that are in use.', () => pool.totalCount - pool.idleCount);
  gauge('requests_waiting', 'Statements and transactions that wait for a connection.', () => pool.waitingCount);
  const help = 'Statements, from asking for a connection to the last row.';
  return metrics.durations('lynk_postgres_query_seconds', help, ['role', 'outcome'], CALL_SECONDS);
}

const RETRY_LISTEN_MS = 500;

function listen(pool: pg.Pool, channel: string, onNotify: () => void): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let connecting: Promise<void>;
  const again = () => {
    client = undefined;
    if (stopped) return;
    retry = setTimeout(() => {
      connecting = connect();
    }, RETRY_LISTEN_MS);
  };
  const connect = async () => {
    const next = new pg.Client(pool.options);
    client = next;
    let failed = false;
    const fail = () => {
      if (failed) return;
      failed = true;
      next.end().catch(() => undefined);
      again();
    };
    next.on('error', fail);
    next.on('end', fail);
    next.on('notification', onNotify);
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      onNotify();
    } catch {
      fail();
    }
  };
  connecting = connect();
  return async () => {
    stopped = true;
    clearTimeout(retry);
    // `pg` does not answer an end() in the middle of connecting.
    await connecting;
    await client?.end().catch(() => undefined);
  };
}

async function run<R extends Row>(
  target: pg.Pool | pg.PoolClient,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<R[]> {
  try {
    const simple = values.length === 0 && /^(BEGIN|COMMIT|ROLLBACK)$/.test(text);
    const result = await target.query<R>(simple ? { text } : { name, text, values: [...values] });
    return result.rows;
  } catch (error) {
    throw translate(error);
  }
}

/** Connection loss, shutdown and time-outs become SERVICE_UNAVAILABLE; anything else stays as it is. */
function translate(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    // Class 08: connection; 53: resources; 57P0x: shutdown; 57014: statement_timeout.
    const code = error.code ?? '';
    const away = code.startsWith('08') || code.startsWith('53') || code.startsWith('57P') || code === '57014';
    return away ? serviceUnavailable('The data store does not answer. Try again.', 1000, { cause: error }) : error;
  }
  // Everything that `pg` throws without a server's answer is a matter of the connection.
  return serviceUnavailable('The data store does not answer. Try again.', 1000, { cause: error });
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === INT8_OID) return (value: string) => Number(value);
  return pg.types.getTypeParser(oid, format as 'text');
}
