import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { MessageType } from 'graphql-ws';
import type { ResultSink } from '../live/result-sink.ts';
import { idInFrames, type SerialisedResult } from '../live/serialised-result.ts';
import type { Connection } from './connection.ts';

/** Who keeps the operations of a client. */
export interface OperationKeeper {
  /** The operation has ended, of which the client is to be told yet. */
  forget(id: string): void;
}

/**
 * One operation of a client, from its `subscribe` message to its end. Whatever is said to it after its end goes nowhere:
 * its ID may be another operation's by then.
 */
export class Operation implements ResultSink {
  readonly #connection: Connection;
  readonly #id: string;
  readonly #idInFrames: string;
  readonly #keeper: OperationKeeper;
  #isOver = false;
  #leave: (() => void) | null = null;

  constructor(connection: Connection, id: string, keeper: OperationKeeper) {
    this.#connection = connection;
    this.#id = id;
    this.#idInFrames = idInFrames(id);
    this.#keeper = keeper;
  }

  /** Says how to stop what works for the operation. */
  onLeave(leave: () => void): void {
    if (this.#isOver) leave();
    else this.#leave = leave;
  }

  next(result: SerialisedResult): void {
    if (!this.#isOver) this.#connection.write(result, this.#idInFrames);
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
    this.#keeper.forget(this.#id);
    this.#leave?.();
    this.#leave = null;
    return true;
  }

  #say(message: object): void {
    this.#connection.send(JSON.stringify(message));
  }
}
