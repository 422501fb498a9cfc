import cassandra from 'cassandra-driver';
import { LynkError, serviceUnavailable } from '../errors/errors.ts';
import type { Logger } from '../logger/logger.ts';
import { CALL_SECONDS, outcomeOfCall, timed } from '../metrics/call-seconds.ts';
import type { Durations, Metrics } from '../metrics/metrics.ts';

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
/** So many nodes besides the first one. */
const SPECULATIVE_NODES = 2;
const PAGE_ROWS = 1_000;

/**
 * Asks further nodes when a read takes long, and the first answer counts: a node that stands still costs a moment instead
 * of a time-out. Writes go to all replicas anyway, so a second coordinator would only add to the load of a slow cluster;
 * conditional ones must not be sent twice at all, since the second answer would hide the first.
 */
class SpeculativeReads extends cassandra.policies.speculativeExecution.ConstantSpeculativeExecutionPolicy {
  constructor() {
    super(SPECULATIVE_MS, SPECULATIVE_NODES);
  }

  override newPlan(keyspace: string, query: string | object[]) {
    const isRead = typeof query === 'string' && /^\s*SELECT\b/.test(query);
    return isRead ? super.newPlan(keyspace, query) : { nextExecution: () => -1 };
  }
}

/** A cluster, over the driver's pool of connections. */
export class Cassandra implements CassandraSession {
  readonly #client: cassandra.Client;
  readonly #seconds: Durations | undefined;

  /** @param options.metrics is told how long requests take and how they end */
  constructor(options: {
    connection: CassandraConnection;
    logger: Logger;
    readTimeoutMs?: number;
    metrics?: Metrics;
  }) {
    const { connection, logger, metrics, readTimeoutMs = READ_TIMEOUT_MS } = options;
    const help = 'Requests to Cassandra; a conditional write is applied, lost, or nobody knows.';
    this.#seconds = metrics?.durations('lynk_cassandra_request_seconds', help, ['kind', 'outcome'], CALL_SECONDS);
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
        // Nodes tell each other's numeric addresses, which certificates cannot know: they name the server.
        servername: 'cassandra',
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
        speculativeExecution: new SpeculativeReads(),
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
      const page = await this.#ask('read', () => this.#client.execute(text, parameters(values), options));
      rows.push(...page.rows.map((row) => plain<Row>(row)));
      pageState = page.pageState ?? undefined;
    } while (pageState !== undefined && rows.length < limit);
    return rows;
  }

  async readSerial<Row extends CassandraRow>(text: string, values: readonly CassandraValue[]) {
    const options = { prepare: true, consistency: consistencies.localSerial, isIdempotent: true };
    const result = await this.#ask('read_serial', () => this.#client.execute(text, parameters(values), options));
    return result.rows.map((row) => plain<Row>(row));
  }

  async write(text: string, values: readonly CassandraValue[]): Promise<void> {
    const options = { prepare: true, isIdempotent: true };
    await this.#ask('write', () => this.#client.execute(text, parameters(values), options));
  }

  async writeTogether(statements: readonly Statement[]): Promise<void> {
    const options = { prepare: true, logged: false, isIdempotent: true };
    await this.#ask('write', () => this.#client.batch(batchOf(statements), options));
  }

  async writeIf(statements: readonly Statement[]): Promise<boolean> {
    // Not idempotent for the driver: it would try again by itself, and the second answer would hide the first.
    const options = { prepare: true, logged: false, isIdempotent: false };
    const result = await this.#ask('write_if', () => this.#client.batch(batchOf(statements), options));
    return result.wasApplied();
  }

  /** Reads something that is always there. @throws LynkError SERVICE_UNAVAILABLE when the cluster does not answer in time */
  async check(): Promise<void> {
    await this.read('SELECT key FROM system.local', []);
  }

  /** Ends all connections, after what is under way. */
  async close(): Promise<void> {
    await this.#client.shutdown();
  }

  #ask(kind: string, send: () => Promise<ResultSet>): Promise<ResultSet> {
    const outcomeOf = kind === 'write_if' ? outcomeOfCondition : outcomeOfCall;
    return timed(this.#seconds, [kind], () => orUnavailable(send()), outcomeOf);
  }
}

type ResultSet = cassandra.types.ResultSet;

function outcomeOfCondition(ending: { readonly value: ResultSet } | { readonly error: unknown }): string {
  if ('value' in ending) return ending.value.wasApplied() ? 'applied' : 'lost';
  return outcomeOfCall(ending) === 'unavailable' ? 'unknown' : 'failed';
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
