import { setTimeout as sleep } from 'node:timers/promises';
import type { CassandraSession, Statement } from '#platform/cassandra/cassandra.ts';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { Random } from '../contract/random.ts';

/** In how many of 100 conditional writes something goes wrong. */
export interface FaultRates {
  /** The request never arrives. */
  readonly lostRequest: number;
  /** It is carried out and the answer is lost. */
  readonly lostAnswer: number;
  /** The caller gives up while it is still under way. */
  readonly forgotten: number;
}

const NEVER: FaultRates = { lostRequest: 0, lostAnswer: 0, forgotten: 0 };

/** A session of one process, which fails as networks and processes do. */
export class FaultySession implements CassandraSession {
  readonly #real: CassandraSession;
  readonly #random: Random;
  readonly #rates: FaultRates;
  #isDead = false;
  /** Called after a write with its texts; when it returns true the process dies at once. */
  diesAfter: (texts: readonly string[]) => boolean = () => false;
  /** How often something went wrong. */
  faults = 0;

  constructor(real: CassandraSession, random: Random, rates: Partial<FaultRates> = {}) {
    this.#real = real;
    this.#random = random;
    this.#rates = { ...NEVER, ...rates };
  }

  /** Whether the process has died. */
  get isDead(): boolean {
    return this.#isDead;
  }

  die(): void {
    this.#isDead = true;
  }

  read: CassandraSession['read'] = (...request) => this.#whileAlive(() => this.#real.read(...request));
  readSerial: CassandraSession['readSerial'] = (...request) =>
    this.#whileAlive(() => this.#real.readSerial(...request));
  write: CassandraSession['write'] = (...request) => this.#whileAlive(() => this.#real.write(...request), [request[0]]);
  writeTogether: CassandraSession['writeTogether'] = (statements) =>
    this.#whileAlive(() => this.#real.writeTogether(statements), textsOf(statements));

  async writeIf(statements: readonly Statement[]): Promise<boolean> {
    const { lostRequest, lostAnswer, forgotten } = this.#rates;
    const dice = this.#random.below(100);
    if (dice < lostRequest) return this.#fail();
    const writing = this.#whileAlive(() => this.#real.writeIf(statements), textsOf(statements));
    if (dice < lostRequest + forgotten) {
      writing.catch(() => undefined);
      await sleep(this.#random.below(3));
      return this.#fail();
    }
    const isWritten = await writing;
    return dice < lostRequest + forgotten + lostAnswer ? this.#fail() : isWritten;
  }

  async #whileAlive<Answer>(work: () => Promise<Answer>, texts: readonly string[] = []): Promise<Answer> {
    if (this.#isDead) throw serviceUnavailable('The process is gone.');
    const answer = await work();
    if (this.diesAfter(texts)) this.die();
    if (this.#isDead) throw serviceUnavailable('The process is gone.');
    return answer;
  }

  #fail(): never {
    this.faults += 1;
    throw serviceUnavailable('Lost.');
  }
}

const textsOf = (statements: readonly Statement[]) => statements.map(({ text }) => text);
