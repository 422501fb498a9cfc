import cassandra from 'cassandra-driver';
import { LynkError, serviceUnavailable } from '../errors/errors.ts';
import type { Logger } from '../logger/logger.ts';

/** Where a cluster is, and as whom to sign in. */
export interface CassandraConnection {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly datacenter: string;
  readonly keyspace: string;
  readonly user: string;
  readonly password: string;
  /** PEM: the authority of both sides, and the certificate and key that say who we are. */
  readonly tls: { readonly ca: string; readonly certificate: string; readonly key: string };
}

/**
 * A value of a parameter. A column of type `bigint` takes a BigInt; what is read of it is a number, since all of them are
 * below 2^53. Null deletes what is there, undefined leaves it alone.
 */
export type CassandraValue =
  | string
  | number
  | boolean
  | bigint
  | null
  | undefined
  | readonly string[]
  | readonly bigint[];

/** A row, by column name. */
export type CassandraRow = Readonly<Record<string, unknown>>;

/** A statement with its values. The text never holds a value: it is prepared once. */
export interface Statement {
  readonly text: string;
  readonly values: readonly CassandraValue[];
}

/** What can be asked of a cluster. All of them throw LynkError SERVICE_UNAVAILABLE when it did not answer in time. */
export interface CassandraSession {
  /** Reads at LOCAL_QUORUM: everything that was acknowledged is seen. `limit` bounds the rows, over as many pages as needed. */
  read<Row extends CassandraRow>(text: string, values: readonly CassandraValue[], limit?: number): Promise<Row[]>;

  /** Reads one partition at LOCAL_SERIAL: what was under way there is finished or will never be. */
  readSerial<Row extends CassandraRow>(text: string, values: readonly CassandraValue[]): Promise<Row[]>;

  /** Writes something that may be written again: with a timestamp of its own. */
  write(text: string, values: readonly CassandraValue[]): Promise<void>;

  /** The same for several statements of one partition, which then are seen together. */
  writeTogether(statements: readonly Statement[]): Promise<void>;

  /**
   * Writes to one partition if all conditions hold.
   *
   * @returns whether they did. False does not prove that it was not written: a try before this one may have been.
   * @throws LynkError SERVICE_UNAVAILABLE when the outcome is unknown
   */
  writeIf(statements: readonly Statement[]): Promise<boolean>;
}

const { consistencies } = cassandra.types;
const CONNECT_TIMEOUT_MS = 5_000;
const READ_TIMEOUT_MS = 5_000;
/** A read that takes longer is asked of another node, too. */
const SPECULATIVE_MS = 60;
const PAGE_ROWS = 1_000;

/** A cluster, over the driver's pool of connections. */
export class Cassandra implements CassandraSession {
  readonly #client: cassandra.Client;

  constructor(options: { connection: CassandraConnection; logger: Logger; readTimeoutMs?: number }) {
    const { connection, logger, readTimeoutMs = READ_TIMEOUT_MS } = options;
    const { hosts, port, datacenter, keyspace, user, password, tls } = connection;
    this.#client = new cassandra.Client({
      contactPoints: [...hosts],
      localDataCenter: datacenter,
      keyspace,
      protocolOptions: { port },
      authProvider: new cassandra.auth.PlainTextAuthProvider(user, password),
      sslOptions: {
        ca: [tls.ca],
        cert: tls.certificate,
        key: tls.key,
        minVersion: 'TLSv1.3',
        // The driver's default is to take any certificate.
        rejectUnauthorized: true,
      },
      encoding: { useBigIntAsLong: true },
      socketOptions: { connectTimeout: CONNECT_TIMEOUT_MS, readTimeout: readTimeoutMs },
      pooling: { heartBeatInterval: 5_000 },
      queryOptions: {
        prepare: true,
        consistency: consistencies.localQuorum,
        serialConsistency: consistencies.localSerial,
        fetchSize: PAGE_ROWS,
      },
      policies: {
        reconnection: new cassandra.policies.reconnection.ExponentialReconnectionPolicy(200, 5_000, false),
        speculativeExecution: new cassandra.policies.speculativeExecution.ConstantSpeculativeExecutionPolicy(
          SPECULATIVE_MS,
          2,
        ),
      },
    });
    this.#client.on('log', (level, name, message) => {
      if (level === 'error' || level === 'warning') logger.warn({ driver: name }, String(message));
    });
  }

  async read<Row extends CassandraRow>(text: string, values: readonly CassandraValue[], limit = Infinity) {
    const rows: Row[] = [];
    let pageState: string | undefined;
    do {
      const options = { prepare: true, isIdempotent: true, ...(pageState === undefined ? {} : { pageState }) };
      const page = await orUnavailable(this.#client.execute(text, parameters(values), options));
      rows.push(...page.rows.map((row) => plain<Row>(row)));
      pageState = page.pageState ?? undefined;
    } while (pageState !== undefined && rows.length < limit);
    return rows;
  }

  async readSerial<Row extends CassandraRow>(text: string, values: readonly CassandraValue[]) {
    const options = { prepare: true, consistency: consistencies.localSerial, isIdempotent: true };
    const result = await orUnavailable(this.#client.execute(text, parameters(values), options));
    return result.rows.map((row) => plain<Row>(row));
  }

  async write(text: string, values: readonly CassandraValue[]): Promise<void> {
    await orUnavailable(this.#client.execute(text, parameters(values), { prepare: true, isIdempotent: true }));
  }

  async writeTogether(statements: readonly Statement[]): Promise<void> {
    const options = { prepare: true, logged: false, isIdempotent: true };
    await orUnavailable(this.#client.batch(batchOf(statements), options));
  }

  async writeIf(statements: readonly Statement[]): Promise<boolean> {
    // Not idempotent for the driver: it would try again by itself, and the second answer would hide the first.
    const options = { prepare: true, logged: false, isIdempotent: false };
    const result = await orUnavailable(this.#client.batch(batchOf(statements), options));
    return result.wasApplied();
  }

  /** Ends all connections, after what is under way. */
  async close(): Promise<void> {
    await this.#client.shutdown();
  }
}

const batchOf = (statements: readonly Statement[]) =>
  statements.map(({ text, values }) => ({ query: text, params: parameters(values) }));

const parameters = (values: readonly CassandraValue[]) =>
  values.map((value) => (Array.isArray(value) ? [...value] : value));

/** A row of plain values. */
function plain<Row extends CassandraRow>(row: cassandra.types.Row): Row {
  const values = row.keys().map((name: string) => [name, plainValue(row.get(name))]);
  return Object.fromEntries(values) as Row;
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof cassandra.types.Uuid) return value.toString();
  if (Array.isArray(value)) return value.map(plainValue);
  return value;
}

/** Faults of the statement itself are ours and thrown as they are; for everything else nobody knows what became of it. */
async function orUnavailable<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LynkError || isOurs(error)) throw error;
    throw serviceUnavailable('The message store does not answer at the moment. Try again.', 1_000, { cause: error });
  }
}

const { responseErrorCodes } = cassandra.types;
const OURS: ReadonlySet<number> = new Set([
  responseErrorCodes.syntaxError,
  responseErrorCodes.unauthorized,
  responseErrorCodes.invalid,
  responseErrorCodes.configError,
]);

function isOurs(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  return error instanceof cassandra.errors.ResponseError && OURS.has(error.code);
}
