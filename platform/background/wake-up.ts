/** A pause that can be cut short. A wake-up that comes while nobody waits ends the next wait at once: none is lost. */
export class WakeUp {
  #awake = false;
  #resume: (() => void) | undefined;

  /** Ends the wait at hand, or the next one. */
  wake(): void {
    this.#awake = true;
    this.#resume?.();
  }

  /**
   * Waits for {@link WakeUp.wake}. One may wait at a time.
   *
   * @param timeoutMs how long at most, in milliseconds; without it there is no end but the wake-up
   */
  async wait(timeoutMs?: number): Promise<void> {
    if (!this.#awake) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#resume = resolve;
        if (timeoutMs !== undefined) timer = setTimeout(resolve, timeoutMs);
      });
      clearTimeout(timer);
      this.#resume = undefined;
    }
    this.#awake = false;
  }
}
