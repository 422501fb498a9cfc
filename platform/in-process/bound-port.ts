import { type LynkError, serviceUnavailable } from '../errors/errors.ts';

/** How long one subgraph waits for another, in milliseconds. */
export const PORT_DEADLINE_MS = 2_000;

/**
 * A port that one subgraph serves to another in the same process. Subgraphs need each other in a circle, so users get the
 * port first and the server is bound later. Calls keep the deadline that calls between processes have.
 */
export class BoundPort<Port> {
  #server: Port | undefined;

  /** @param name the port's name, for messages */
  constructor(readonly name: string) {}

  /** Says who serves the port. */
  bind(server: Port): void {
    this.#server = server;
  }

  /**
   * Calls the server.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when nobody is bound, or no answer came within 2 s; the call may still take effect
   */
  protected async call<Result>(work: (server: Port) => Promise<Result>): Promise<Result> {
    const server = this.#server;
    if (!server) throw this.#unavailable();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#unavailable()), PORT_DEADLINE_MS);
    });
    try {
      return await Promise.race([work(server), deadline]);
    } finally {
      clearTimeout(timer);
    }
  }

  #unavailable(): LynkError {
    return serviceUnavailable(`The service behind \`${this.name}\` does not answer. Try again.`);
  }
}
