import type { Logger } from '../logger/logger.ts';

/** How one check went. It says nothing of what stands behind it. */
export interface CheckReport {
  readonly name: string;
  readonly ok: boolean;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** Why it is not: fit for whoever may ask. */
  readonly reason?: string;
}

/** How a process is. `stopping`: it answers what is under way and wants nothing new. */
export interface HealthReport {
  readonly status: 'ok' | 'failing' | 'stopping';
  readonly checks: readonly CheckReport[];
}

/** A check has found something whose message is fit for whoever may ask for a report. */
export class Unhealthy extends Error {}

/** Resolves when all is well. Whatever it rejects with but {@link Unhealthy} is told to nobody but the log. */
export type Check = () => Promise<void>;

interface Known {
  readonly name: string;
  readonly check: Check;
  readonly isDeep: boolean;
  /** The check that is under way; a probe that comes meanwhile waits for the same one. */
  running: Promise<CheckReport> | null;
  isFailing: boolean;
}

/** Probes of orchestrators give up after a few seconds: the answer has to come before. */
const DEADLINE_MS = 2_000;

/**
 * Whether a process can do its work, by checks that others add. No check runs twice at the same time, however many ask and
 * however long it hangs, so that probes cannot become a load of their own.
 */
export class Health {
  readonly #logger: Logger;
  readonly #deadlineMs: number;
  readonly #checks: Known[] = [];
  #isDraining = false;

  /** @param options.deadlineMs how long a check may take, in milliseconds; 2,000 when left out */
  constructor(options: { logger: Logger; deadlineMs?: number }) {
    this.#logger = options.logger;
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  }

  /**
   * Adds a check of something that the process cannot do without.
   *
   * @param options.deep leaves it to {@link deep}: too dear for every few seconds, or no reason to take the process out
   */
  addCheck(name: string, check: Check, options: { deep?: boolean } = {}): void {
    this.#checks.push({ name, check, isDeep: options.deep ?? false, running: null, isFailing: false });
  }

  /** From now on nothing new is wanted: the first thing that a process does when it stops. */
  setDraining(): void {
    this.#isDraining = true;
  }

  /** Whether the process wants requests: everything that it needs answers, and it does not stop. */
  ready(): Promise<HealthReport> {
    return this.#report(this.#checks.filter(({ isDeep }) => !isDeep));
  }

  /** The same with all checks. */
  deep(): Promise<HealthReport> {
    return this.#report(this.#checks);
  }

  async #report(known: readonly Known[]): Promise<HealthReport> {
    const checks = await Promise.all(known.map((each) => this.#run(each)));
    const isWell = checks.every(({ ok }) => ok);
    return { status: this.#isDraining ? 'stopping' : isWell ? 'ok' : 'failing', checks };
  }

  /** The report of a check, at its deadline at the latest. What hangs goes on, and is not begun again before it ends. */
  async #run(known: Known): Promise<CheckReport> {
    const { name } = known;
    const begunAt = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<CheckReport>((resolve) => {
      const reason = `no answer within ${this.#deadlineMs} ms`;
      timer = setTimeout(() => resolve({ name, ok: false, ms: this.#deadlineMs, reason }), this.#deadlineMs);
    });
    known.running ??= this.#begin(known, begunAt).finally(() => {
      known.running = null;
    });
    const report = await Promise.race([known.running, late]);
    clearTimeout(timer);
    this.#note(known, report);
    return report;
  }

  async #begin({ name, check }: Known, begunAt: number): Promise<CheckReport> {
    const ms = () => Math.round((performance.now() - begunAt) * 10) / 10;
    try {
      await check();
      return { name, ok: true, ms: ms() };
    } catch (error) {
      if (!(error instanceof Unhealthy)) this.#logger.debug({ err: error, check: name }, 'a check has failed');
      return { name, ok: false, ms: ms(), reason: error instanceof Unhealthy ? error.message : 'failed' };
    }
  }

  /** Tells of changes alone: a probe comes every few seconds. */
  #note(known: Known, { name, ok, reason }: CheckReport): void {
    if (known.isFailing === !ok) return;
    known.isFailing = !ok;
    if (ok) this.#logger.info({ check: name }, 'a check is well again');
    else this.#logger.warn({ check: name, reason }, 'a check fails');
  }
}
