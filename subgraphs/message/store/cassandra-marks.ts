import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import type { Clock } from '#platform/clock/clock.ts';

/** How long a window is for which a room is marked once. */
const SPAN_MS = 10_000;
/** How long a process may be silent before others announce what it may have left. */
const STALE_MS = 30_000;

const MARK = 'INSERT INTO outbox_marks (span, process, room_id, from_seq) VALUES (?, ?, ?, ?)';
const MARKS = 'SELECT room_id, from_seq FROM outbox_marks WHERE span = ? AND process = ?';
const BEAT = 'INSERT INTO outbox_processes (process, alive_at, announced_span) VALUES (?, ?, ?)';
const PROCESSES = 'SELECT process, alive_at, announced_span FROM outbox_processes';

type ProcessRow = { process: string; alive_at: number; announced_span: number };

const spanAt = (time: number) => Math.floor(time / SPAN_MS);

/**
 * The marks of one process: which rooms it may have to announce something of, by window, and up to which window it has
 * announced all. An owner is a window of this process, or a dead process whose marks were taken over; it is done when
 * nothing holds it any more.
 */
export class Marks {
  readonly #session: CassandraSession;
  readonly #clock: Clock;
  readonly process: string;
  /** owner -> how much of it is not announced yet */
  readonly #held = new Map<string, number>();
  /** `span room` of the newest windows -> the write of its mark */
  readonly #marked = new Map<string, Promise<void>>();
  /** dead process -> the window up to which its marks were taken over */
  readonly #adopted = new Map<string, number>();
  #span = 0;
  #aliveAt: number | null = null;

  constructor(options: { session: CassandraSession; clock: Clock; process: string }) {
    this.#session = options.session;
    this.#clock = options.clock;
    this.process = options.process;
  }

  /** Marks a room, durably, and returns the window's owner, held once. */
  async mark(roomId: string, fromSeq: number): Promise<string> {
    const owner = this.hold(`${this.#now()}`);
    try {
      await this.#ensureAlive();
      const key = `${owner} ${roomId}`;
      const written =
        this.#marked.get(key) ?? this.#session.write(MARK, [BigInt(owner), this.process, roomId, BigInt(fromSeq)]);
      this.#marked.set(key, written);
      await written.catch((error) => {
        this.#marked.delete(key);
        throw error;
      });
      return owner;
    } catch (error) {
      this.release(owner);
      throw error;
    }
  }

  /** Says that something more of an owner is not announced yet; returns the owner. */
  hold(owner: string): string {
    this.#held.set(owner, (this.#held.get(owner) ?? 0) + 1);
    return owner;
  }

  release(owner: string): void {
    const left = (this.#held.get(owner) ?? 0) - 1;
    if (left > 0) this.#held.set(owner, left);
    else this.#held.delete(owner);
  }

  /** Says that this process is alive and what it has announced, if it ever marked anything and the time has come. */
  async beat(): Promise<void> {
    for (const [process, span] of this.#adopted) {
      if (this.#held.has(process)) continue;
      await this.#session.write(BEAT, [process, 0n, BigInt(span)]);
      this.#adopted.delete(process);
    }
    if (this.#aliveAt !== null && this.#clock.now() - this.#aliveAt >= SPAN_MS / 2) await this.#writeBeat();
  }

  /** Takes the marks of a dead process over, up to a window; whether nobody here had done so. */
  adopt(process: string, span: number): boolean {
    if (this.#adopted.has(process)) return false;
    this.#adopted.set(process, span);
    return true;
  }

  /** The window at hand. It never goes back, and forgets the marks of the one before when it goes on. */
  #now(): number {
    const span = spanAt(this.#clock.now());
    if (span > this.#span) {
      this.#span = span;
      this.#marked.clear();
    }
    return this.#span;
  }

  /** A mark is found only from a beat that is not much older. */
  async #ensureAlive(): Promise<void> {
    if (this.#aliveAt === null || this.#clock.now() - this.#aliveAt >= SPAN_MS) await this.#writeBeat();
  }

  async #writeBeat(): Promise<void> {
    const now = this.#clock.now();
    const open = [...this.#held.keys()].map(Number).filter(Number.isSafeInteger);
    const announced = Math.min(this.#now(), ...open) - 1;
    await this.#session.write(BEAT, [this.process, BigInt(now), BigInt(announced)]);
    this.#aliveAt = now;
  }
}

/** Finds what dead processes have marked and nobody is known to have announced, and takes it over. */
export async function abandonedMarks(
  session: CassandraSession,
  marks: Marks,
  now: number,
): Promise<{ process: string; roomId: string; fromSeq: number }[]> {
  const processes = await session.read<ProcessRow>(PROCESSES, []);
  const dead = processes.filter(({ process, alive_at }) => process !== marks.process && alive_at < now - STALE_MS);
  const found: { process: string; roomId: string; fromSeq: number }[] = [];
  for (const { process, alive_at, announced_span } of dead) {
    // It may have marked rooms until it had to beat again.
    const last = spanAt(alive_at) + 2;
    const left: typeof found = [];
    if (last <= announced_span) continue;
    for (let span = announced_span + 1; span <= last; span++) {
      const rows = await session.read<{ room_id: string; from_seq: number }>(MARKS, [BigInt(span), process]);
      left.push(...rows.map(({ room_id, from_seq }) => ({ process, roomId: room_id, fromSeq: from_seq })));
    }
    if (marks.adopt(process, last)) found.push(...left);
  }
  return found;
}
