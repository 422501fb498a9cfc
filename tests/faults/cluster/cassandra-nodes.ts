import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import cassandra from 'cassandra-driver';
import { Cassandra, type CassandraConnection } from '#platform/cassandra/cassandra.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { until } from '../../kit/until.ts';

const SCRIPT = path.join(PROJECT_ROOT, 'tests', 'faults', 'cluster', 'node.sh');
const HOSTS = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
/** In a network of its own nobody else has them. */
const PORT = 9042;
const STORAGE_PORT = 7000;
const START_MS = 420_000;

/** One node, from 1. */
export interface Node {
  readonly number: number;
  process: ChildProcess | null;
}

/** Three Cassandra nodes that are one cluster, each row on all of them, with the tables and the role of the message subgraph. */
export class CassandraNodes {
  readonly nodes: readonly Node[] = [1, 2, 3].map((number) => ({ number, process: null }));
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-cluster-'));
  /** On which nodes speak to each other. */
  readonly storagePort = STORAGE_PORT;

  /** Starts all nodes, and makes keyspace, tables and roles. */
  async start(): Promise<void> {
    // Nodes of other users pass through.
    chmodSync(this.#folder, 0o711);
    await this.#script('make');
    for (const node of this.nodes) this.run(node);
    await Promise.all(this.nodes.map((node) => this.answers(node, { isNew: true }))).catch((error: Error) => {
      throw new Error(this.nodes.map((node) => this.log(node)).join('\n\n'), { cause: error });
    });
    await this.#script('apply');
  }

  /** Starts a node that does not run. */
  run(node: Node): void {
    const log = openSync(path.join(this.#folder, `node-${node.number}.log`), 'a');
    node.process = spawn('bash', [SCRIPT, `${node.number}`], { env: this.#environment, stdio: ['ignore', log, log] });
    closeSync(log);
  }

  /** Waits until a node answers a read of rows that it must ask others for. */
  async answers(node: Node, { isNew = false }: { isNew?: boolean } = {}): Promise<void> {
    const account = isNew ? ['cassandra', 'cassandra'] : [this.connection.user, this.connection.password];
    await until(
      `node ${node.number}`,
      async () => {
        if (node.process?.exitCode !== null) throw new Error(`Node ${node.number} ended: ${this.log(node)}`);
        return this.#ask(node, account).catch(() => false);
      },
      { deadlineMs: START_MS, pollMs: 1_000 },
    );
  }

  /** Whether a node, asked by itself, answers within 4 s what two of them must agree on. */
  async serves(node: Node): Promise<boolean> {
    const { user, password } = this.connection;
    const late = sleep(4_000, false, { ref: false });
    return Promise.race([this.#ask(node, [user, password]).catch(() => false), late]);
  }

  /** Ends a node at once. */
  async kill(node: Node): Promise<void> {
    const { process: running } = node;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }

  /** Stops a node in the middle of what it does. @returns lets it go on */
  pause({ process: running }: Node): () => void {
    running?.kill('SIGSTOP');
    return () => void running?.kill('SIGCONT');
  }

  /** How the message subgraph reaches the cluster. */
  get connection(): CassandraConnection {
    return {
      hosts: HOSTS,
      port: PORT,
      datacenter: 'datacenter1',
      keyspace: 'lynk_message',
      user: 'lynk_message',
      password: this.#file('secrets', 'cassandra-message'),
      tls: {
        ca: this.#file('tls', 'ca.crt'),
        certificate: this.#file('tls', 'message.crt'),
        key: this.#file('tls', 'message.key'),
      },
    };
  }

  /** A session as a process of the message subgraph has it. */
  open(): Cassandra {
    return new Cassandra({ connection: this.connection, logger: createLogger({ level: 'silent' }) });
  }

  /** The end of what a node has logged. */
  log({ number }: Node): string {
    return this.#file(`node-${number}.log`).split('\n').slice(-15).join('\n');
  }

  /** Ends all nodes and removes what they have kept. */
  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => this.kill(node)));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ask({ number }: Node, [user = '', password = '']: readonly string[]): Promise<boolean> {
    const host = HOSTS[number - 1] ?? '';
    const { tls } = this.connection;
    const { loadBalancing } = cassandra.policies;
    const client = new cassandra.Client({
      contactPoints: [host],
      localDataCenter: 'datacenter1',
      protocolOptions: { port: PORT },
      authProvider: new cassandra.auth.PlainTextAuthProvider(user, password),
      sslOptions: { ca: [tls.ca], cert: tls.certificate, key: tls.key, rejectUnauthorized: true },
      // A slow machine takes its time; who must not wait for it has a time limit of its own.
      socketOptions: { connectTimeout: 20_000, readTimeout: 30_000 },
      policies: {
        loadBalancing: new loadBalancing.AllowListPolicy(new loadBalancing.DCAwareRoundRobinPolicy('datacenter1'), [
          `${host}:${PORT}`,
        ]),
      },
    });
    try {
      await client.connect();
      // A node sees the others before it is of use.
      const { rows } = await client.execute('SELECT peer FROM system.peers_v2');
      if (user === 'cassandra') return rows.length === HOSTS.length - 1;
      const consistency = cassandra.types.consistencies.localQuorum;
      await client.execute('SELECT room_id FROM lynk_message.room_state LIMIT 1', [], { consistency });
      return true;
    } finally {
      await client.shutdown();
    }
  }

  get #environment() {
    return {
      ...process.env,
      LYNK_STACK_FOLDER: this.#folder,
      CASSANDRA_PORT: `${PORT}`,
      CASSANDRA_STORAGE_PORT: `${STORAGE_PORT}`,
      CASSANDRA_HEAP: '320m',
    };
  }

  async #script(command: string): Promise<void> {
    await promisify(execFile)('bash', [SCRIPT, command], { env: this.#environment });
  }

  #file(...name: string[]): string {
    return readFileSync(path.join(this.#folder, ...name), 'utf8').trim();
  }
}
