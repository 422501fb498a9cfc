import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { ResultSink } from '../live/result-sink.ts';
import type { SerialisedResult } from '../live/serialised-result.ts';
import type { Connection } from './connection.ts';

/** The errors that a subscription ended with, on their way through the protocol's machine. */
export class SubscriptionFailed extends Error {
  override readonly name = 'SubscriptionFailed';

  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super('The subscription has failed.');
  }
}

/**
 * One client's subscription. The protocol's machine sees an iterator that never gives anything and only ends, so that IDs,
 * `complete` and errors are the machine's business; the results go straight to the socket.
 */
export class Subscription implements ResultSink {
  readonly #connection: Connection;
  /** The subscription's ID as JSON, as it stands in frames. */
  readonly #id: Buffer;
  #isOver = false;
  #leave: () => void = () => {};
  #resolve: (result: IteratorReturnResult<undefined>) => void = () => {};
  #reject: (failure: SubscriptionFailed) => void = () => {};

  constructor(connection: Connection, id: string) {
    this.#connection = connection;
    this.#id = Buffer.from(JSON.stringify(id));
  }

  next(result: SerialisedResult): void {
    if (!this.#isOver) this.#connection.writeFrame(result.frame(this.#id));
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    if (this.#end()) this.#reject(new SubscriptionFailed(errors));
  }

  complete(): void {
    if (this.#end()) this.#resolve({ done: true, value: undefined });
  }

  /**
   * The iterator for the protocol's machine.
   *
   * @param begin is called once the machine waits for results; what it returns is called at the end, however it comes
   */
  iterate(begin: (sink: ResultSink) => () => void): AsyncGenerator<ExecutionResult, undefined, undefined> {
    const ending = new Promise<IteratorReturnResult<undefined>>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // It may fail when nobody waits any more.
    ending.catch(() => {});
    let begun = false;
    const iterator: AsyncGenerator<ExecutionResult, undefined, undefined> = {
      next: () => {
        if (!begun && !this.#isOver) {
          begun = true;
          const leave = begin(this);
          if (this.#isOver) leave();
          else this.#leave = leave;
        }
        return ending;
      },
      return: () => {
        this.complete();
        return ending;
      },
      throw: () => iterator.return(undefined),
      [Symbol.asyncIterator]: () => iterator,
    };
    return iterator;
  }

  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#leave();
    return true;
  }
}
