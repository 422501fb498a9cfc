/** Pauses that are under way, and that somebody in a hurry can end together. */
export class Waits {
  readonly #ends = new Set<() => void>();

  /** Waits for so many milliseconds, until {@link hurry} or the end of the signal. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (ms <= 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#ends.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
      this.#ends.add(end);
    });
  }

  /** Ends all pauses now. */
  hurry(): void {
    for (const end of [...this.#ends]) end();
  }
}
