import type { Logger } from '../logger/logger.ts';

/** What Redis only spares others is waited for no longer than they would need. */
const DEADLINE_MS = 75;
/** Calls under way; what comes on top is not asked. */
const MAX_CALLS = 256;
/** After so many failures in a row nothing is asked for a while. */
const FAILURES = 5;
const REST_MS = 2_000;

/** Asks Redis for what can be done without: within a short deadline, and not at all for a while when it keeps failing. */
export class RedisBestEffort {
  readonly #purpose: string;
  readonly #logger: Logger;
  readonly #deadlineMs: number;
  #calls = 0;
  #failures = 0;
  /** On the clock of `performance.now()`. */
  #restsUntil = 0;

  /**
   * @param options.purpose what is done without meanwhile, for the log
   * @param options.deadlineMs how long an answer is waited for
   */
  constructor(options: { purpose: string; logger: Logger; deadlineMs?: number | undefined }) {
    this.#purpose = options.purpose;
    this.#logger = options.logger;
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  }

  /** The answer of a call; undefined when there is none in time, or it is not worth asking. Never rejects. */
  async ask<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#calls >= MAX_CALLS || performance.now() < this.#restsUntil) return undefined;
    let timer: NodeJS.Timeout | undefined;
    this.#calls += 1;
    const calling = call().finally(() => {
      this.#calls -= 1;
    });
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${this.#deadlineMs} ms`)), this.#deadlineMs);
    });
    try {
      const answer = await Promise.race([calling, late]);
      this.#failures = 0;
      return answer;
    } catch (error) {
      // What comes after the deadline is nobody's business any more.
      calling.catch(() => {});
      this.#noteFailure(error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  #noteFailure(error: unknown): void {
    this.#failures += 1;
    if (this.#failures < FAILURES) return;
    this.#failures = 0;
    this.#restsUntil = performance.now() + REST_MS;
    this.#logger.warn({ err: error, purpose: this.#purpose }, 'Redis does not answer; it is done without');
  }
}
