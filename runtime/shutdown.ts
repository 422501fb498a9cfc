import type { Logger } from '#platform/logger/logger.ts';

interface Step {
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** Stops what was started, the last first. A step that fails or hangs does not keep the others from being stopped. */
export class ShutdownSteps {
  readonly #steps: Step[] = [];
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Notes how to stop something that has just been started. */
  add(name: string, stop: () => Promise<void>): void {
    this.#steps.push({ name, stop });
  }

  /**
   * Runs all steps once.
   *
   * @param deadlineMs how long all of them may take together
   * @returns whether all of them succeeded in time
   */
  async run(deadlineMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), deadlineMs);
    });
    const inTime = await Promise.race([this.#runAll(), late]);
    clearTimeout(timer);
    return inTime;
  }

  async #runAll(): Promise<boolean> {
    let good = true;
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step.stop();
      } catch (error) {
        good = false;
        this.#logger.error({ err: error, step: step.name }, 'a part could not be stopped in order');
      }
    }
    return good;
  }
}
