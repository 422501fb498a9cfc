import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { MessageType } from 'graphql-ws';
import type { ResultSink } from '../live/result-sink.ts';
import type { SerialisedResult } from '../live/serialised-result.ts';
import type { Connection } from './connection.ts';

/**
 * One operation of a client, from its `subscribe` message to its end. Whatever is said to it after its end goes nowhere:
 * its ID may be another operation's by then.
 */
export class Operation implements ResultSink {
  readonly #connection: Connection;
  readonly #id: string;
  /** The ID as JSON, as it stands in frames. */
  readonly #idBytes: Buffer;
  readonly #onEnd: () => void;
  #isOver = false;
  #leave: () => void = () => {};

  /** @param onEnd is called once, before the client is told of the end */
  constructor(connection: Connection, id: string, onEnd: () => void) {
    this.#connection = connection;
    this.#id = id;
    this.#idBytes = Buffer.from(JSON.stringify(id));
    this.#onEnd = onEnd;
  }

  /** Says how to stop what works for the operation. */
  onLeave(leave: () => void): void {
    if (this.#isOver) leave();
    else this.#leave = leave;
  }

  next(result: SerialisedResult): void {
    if (!this.#isOver) this.#connection.writeFrame(result.frame(this.#idBytes));
  }

  /** Sends the one result of a query or mutation, which is the end of it. */
  answer(result: FormattedExecutionResult): void {
    if (!this.#end()) return;
    this.#say({ id: this.#id, type: MessageType.Next, payload: result });
    this.#say({ id: this.#id, type: MessageType.Complete });
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    if (this.#end()) this.#say({ id: this.#id, type: MessageType.Error, payload: errors });
  }

  complete(): void {
    if (this.#end()) this.#say({ id: this.#id, type: MessageType.Complete });
  }

  /** Ends it without a word: the client does not listen any more. */
  leave(): void {
    this.#end();
  }

  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#onEnd();
    this.#leave();
    return true;
  }

  #say(message: object): void {
    this.#connection.send(JSON.stringify(message));
  }
}
