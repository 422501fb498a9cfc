import { CloseCode, MessageType, parseMessage, type SubscribeMessage } from 'graphql-ws';
import type { Connection, Receiver } from './connection.ts';
import { Operation, type OperationKeeper } from './operation.ts';

/** What a session leaves to others. */
export interface SessionHooks {
  /** How long a client may take for `connection_init`, in milliseconds. */
  readonly initTimeoutMs: number;
  /** Finds out who is there. Resolves with whether the client may go on; it must not fail. */
  readonly connect: (
    connection: Connection,
    payload: Readonly<Record<string, unknown>> | undefined,
  ) => Promise<boolean>;
  /** Carries an operation out, and says to it all that comes of it. It must not throw. */
  readonly begin: (connection: Connection, operation: Operation, payload: SubscribeMessage['payload']) => void;
}

/**
 * One client's session in `graphql-transport-ws`: what its messages mean, and which of them may come when. It is our own
 * and not the library's because that one goes by IDs alone: an operation that the client has ended, and whose ID it has
 * given to the next one already, answers and ends in the name of that.
 */
export class Session implements Receiver, OperationKeeper {
  readonly #connection: Connection;
  readonly #hooks: SessionHooks;
  /** Null as soon as it is not needed: a timer that was cleared is not small. */
  #initTimer: NodeJS.Timeout | null;
  #stage: 'new' | 'connecting' | 'ready' = 'new';
  /** ID → operation that runs. */
  readonly #operations = new Map<string, Operation>();

  constructor(connection: Connection, hooks: SessionHooks) {
    this.#connection = connection;
    this.#hooks = hooks;
    this.#initTimer = setTimeout(
      () => connection.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout'),
      hooks.initTimeoutMs,
    );
  }

  /** Takes the text of a message. */
  receive(text: string): void {
    const message = readMessage(text);
    switch (message?.type) {
      case MessageType.ConnectionInit:
        this.#connect(message.payload ?? undefined);
        break;
      case MessageType.Ping:
        this.#say({ type: MessageType.Pong, ...(message.payload && { payload: message.payload }) });
        break;
      case MessageType.Pong:
        break;
      case MessageType.Subscribe:
        this.#subscribe(message);
        break;
      case MessageType.Complete:
        this.#operations.get(message.id)?.leave();
        break;
      default:
        // No message at all, or one that only servers send.
        this.#connection.close(CloseCode.BadRequest, 'Invalid message received');
    }
  }

  #connect(payload: Readonly<Record<string, unknown>> | undefined): void {
    if (this.#stage !== 'new') {
      this.#connection.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
      return;
    }
    this.#stage = 'connecting';
    this.#stopWaiting();
    void this.#hooks.connect(this.#connection, payload).then((mayGoOn) => {
      if (!mayGoOn) return;
      this.#stage = 'ready';
      this.#say({ type: MessageType.ConnectionAck });
    });
  }

  #subscribe({ id, payload }: SubscribeMessage): void {
    if (this.#stage !== 'ready') {
      this.#connection.close(CloseCode.Unauthorized, 'Unauthorized');
      return;
    }
    if (this.#operations.has(id)) {
      this.#connection.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
      return;
    }
    const operation = new Operation(this.#connection, id, this);
    this.#operations.set(id, operation);
    this.#hooks.begin(this.#connection, operation, payload);
  }

  /** An operation has ended: its ID may be used again. */
  forget(id: string): void {
    this.#operations.delete(id);
  }

  /** Ends all that runs: nobody is there any more. */
  end(): void {
    this.#stopWaiting();
    for (const operation of [...this.#operations.values()]) operation.leave();
  }

  #stopWaiting(): void {
    if (this.#initTimer) clearTimeout(this.#initTimer);
    this.#initTimer = null;
  }

  #say(message: object): void {
    this.#connection.send(JSON.stringify(message));
  }
}

/** Null when it is not a message. */
function readMessage(text: string): ReturnType<typeof parseMessage> | null {
  try {
    return parseMessage(text);
  } catch {
    return null;
  }
}
