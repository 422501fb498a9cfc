import type { GraphQLFormattedError } from 'graphql';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { SubgraphResult } from '#platform/subgraph/client.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import { newTrace, traceIds } from '#platform/trace/trace.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { Coalescing } from './coalescing.ts';
import type { LiveDependencies } from './dependencies.ts';
import { EntityBatches } from './entity-batches.ts';
import { InOrder } from './in-order.ts';
import { readControls } from './item.ts';
import { pauseBeforeRetry } from './pause.ts';
import { Refusal } from './refusal.ts';
import type { LiveRequest } from './request.ts';
import { SerialisedResult } from './serialised-result.ts';
import type { ItemBatch, SharedItem } from './shared-item.ts';

/** Somebody who takes part in a shared stream. The calls must not throw. */
export interface StreamMember {
  /** From now on another stream tells it of the room. */
  moveTo(stream: SharedStream): void;
  /** Takes the next item. */
  offer(item: SharedItem): void;
  /** Takes the next items, as if they came one by one. */
  offerAll(batch: ItemBatch): void;
  /** Something may have been missed, or access may have been lost meanwhile: ask anew before taking more. */
  readmit(): void;
  /** There is no stream any more. */
  end(refusal: Refusal): void;
}

/** What goes through the stream in order: an item, or the news that every member must be admitted anew. */
type Step = SharedItem | 'readmit';

/**
 * One upstream for everybody who watches the same room with the same operation, as the room's audience: there is no viewer
 * in it whose data could leak. Each event is executed once.
 */
export class SharedStream {
  readonly request: LiveRequest;
  /** UUID. */
  readonly roomId: string;
  readonly #dependencies: LiveDependencies;
  readonly #members = new Set<StreamMember>();
  /** Ends the upstream. */
  readonly #closed = new AbortController();
  /** Ends what is fetched for events that were taken: a stream that is replaced still finishes them. */
  readonly #abandoned = new AbortController();
  readonly #steps: InOrder<Step>;
  readonly #coalescing: Coalescing;
  readonly #entities = new EntityBatches();
  /** How often in a row the upstream broke without having given anything new. */
  #tries = 0;
  /** The place of the last item that was taken, as a number and as a cursor. */
  #seq: number | null = null;
  #cursor: string | null = null;
  #setReady: (failure?: Refusal) => void = () => {};
  #running: Promise<void> = Promise.resolve();
  /** Members of another stream are on their way. */
  #isReplacing = false;
  #isOver = false;
  #refusal: Refusal | null = null;
  /** Resolves when everything that happens from now on goes to the members. */
  readonly ready: Promise<void>;

  constructor(request: LiveRequest, roomId: string, dependencies: LiveDependencies) {
    this.request = request;
    this.roomId = roomId;
    this.#dependencies = dependencies;
    this.#steps = new InOrder(dependencies.limits.eventsInFlight, (step) => this.#pass(step));
    this.#coalescing = new Coalescing(dependencies.limits.eventsInFlight, (items) => this.#deliver(items));
    this.ready = new Promise((resolve, reject) => {
      this.#setReady = (failure) => (failure ? reject(failure) : resolve());
    });
    this.ready.catch(() => {});
  }

  add(member: StreamMember): void {
    this.#members.add(member);
  }

  /** Returns whether anybody is left, or comes from the stream that this one replaces. */
  remove(member: StreamMember): boolean {
    this.#members.delete(member);
    return this.#members.size > 0 || this.#isReplacing;
  }

  /** Ends the upstream. */
  close(): void {
    this.#isOver = true;
    this.#closed.abort();
    this.#abandoned.abort();
    this.#coalescing.close();
  }

  /** Runs until it is closed, or the upstream is refused for good. A broken upstream is taken up where it broke. */
  run(): Promise<void> {
    this.#running = this.#run();
    return this.#running;
  }

  /**
   * Takes the place of another stream of the room: when all that the other has taken has gone to its members, they go on
   * with this one, which begins where the other has ended.
   */
  runInsteadOf(old: SharedStream): Promise<void> {
    this.#isReplacing = true;
    this.#running = this.#takeOver(old).then(() => this.#run());
    return this.#running;
  }

  async #takeOver(old: SharedStream): Promise<void> {
    old.#closed.abort();
    await old.#running;
    await old.#steps.settled();
    old.#coalescing.flush();
    for (const member of old.#members) {
      this.add(member);
      member.moveTo(this);
      if (this.#refusal) member.end(this.#refusal);
    }
    old.#members.clear();
    old.close();
    // Those who wait for the other find this one in its place.
    old.#setReady();
    this.#isReplacing = false;
    this.#seq = old.#seq;
    this.#cursor = old.#cursor;
    if (this.#seq !== null) this.#setReady();
    if (this.#members.size === 0) this.close();
  }

  /** Ends it for everybody, with errors. */
  refuse(errors: readonly GraphQLFormattedError[]): void {
    this.#giveUp(errors);
  }

  async #run(): Promise<void> {
    const { signal } = this.#closed;
    const { upstreams, limits, counts, logger } = this.#dependencies;
    const origin: RequestOrigin = {
      identity: { kind: 'audience', roomId: this.roomId },
      clientAddress: null,
      signal,
      // A stream is everybody's, and no part of the trace of whoever happened to be the first.
      trace: newTrace(),
    };
    const tooLate = setTimeout(() => this.#giveUp(unanswered()), limits.beginMs);
    this.ready.then(
      () => clearTimeout(tooLate),
      () => clearTimeout(tooLate),
    );
    while (!signal.aborted) {
      try {
        for await (const event of upstreams.subscribe(this.request, this.#cursor, origin)) {
          await this.#take(event, { ...origin, signal: this.#abandoned.signal });
        }
      } catch (error) {
        if (signal.aborted) break;
        if (error instanceof Refusal && !error.isPassing) this.#giveUp(error.errors);
        else if (this.#seq === null) {
          this.#giveUp(error instanceof Refusal ? error.errors : [normaliseError(error, logger)]);
        } else {
          counts.brokenUpstreams.value += 1;
          logger.warn({ err: error, roomId: this.roomId, ...traceIds(origin.trace) }, 'a shared upstream broke');
        }
      }
      this.#tries += 1;
      await pauseBeforeRetry(this.#tries, limits.retryMs, signal);
    }
    clearTimeout(tooLate);
  }

  /** Takes what the upstream sends; resolves when there is room for more, so that the subgraph waits and not we. */
  async #take(event: SubgraphResult, origin: RequestOrigin): Promise<void> {
    const data = event.data?.[this.request.plan.responseName] as Record<string, unknown>;
    const controls = readControls(data, this.roomId);
    this.#dependencies.counts.events.value += 1;
    const { seq, cursor } = controls;
    if (seq !== null) {
      const before = this.#seq;
      this.#seq = seq;
      this.#cursor = cursor;
      if (before === null) return this.#setReady();
      // Anything but the next place tells where the upstream stands: after a break, or when notices may have been lost.
      if (seq !== before + 1) return this.#steps.addReady('readmit');
      this.#tries = 0;
    }
    if (this.request.plan.sharing === 'per-viewer') {
      return this.#steps.addReady({ ...controls, event, result: null });
    }
    const execution = this.#execute(event, origin);
    return this.#steps.add(execution.then((result) => ({ ...controls, event, result })));
  }

  #execute(event: SubgraphResult, origin: RequestOrigin): Promise<SerialisedResult> {
    const { execution, joint } = this.#dependencies;
    const { list } = this.request.plan;
    if (list && !event.errors) return joint.execute(this.request, list, event);
    return execution.execute(this.request, event, origin, this.#entities);
  }

  #pass(step: Step): void {
    if (this.#isOver) return;
    if (step !== 'readmit') {
      this.#coalescing.add(step);
      return;
    }
    this.#coalescing.flush();
    for (const member of this.#members) member.readmit();
  }

  #deliver(items: readonly SharedItem[]): void {
    const [first] = items;
    this.#dependencies.counts.offers.value += this.#members.size * items.length;
    if (items.length === 1 && first) {
      for (const member of this.#members) member.offer(first);
      return;
    }
    const results = items.flatMap(({ result }) => result ?? []);
    const batch: ItemBatch = { items, result: results.length === items.length ? new SerialisedResult(results) : null };
    for (const member of this.#members) member.offerAll(batch);
  }

  #giveUp(errors: readonly GraphQLFormattedError[]): void {
    const refusal = new Refusal(errors);
    this.#refusal = refusal;
    this.#setReady(refusal);
    this.#coalescing.flush();
    for (const member of this.#members) member.end(refusal);
    this.close();
  }
}

function unanswered(): GraphQLFormattedError[] {
  const { message, code, details } = serviceUnavailable('The stream does not begin. Try again.');
  return [{ message, extensions: { code, ...details } }];
}
