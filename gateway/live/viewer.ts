import type { GraphQLFormattedError } from 'graphql';
import { encodeId } from '#platform/ids/ids.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import type { LiveDependencies } from './dependencies.ts';
import { InOrder } from './in-order.ts';
import { pauseBeforeRetry } from './pause.ts';
import { Refusal } from './refusal.ts';
import { type ReplayPage, readReplay } from './replay.ts';
import type { LiveRequest } from './request.ts';
import type { ResultSink } from './result-sink.ts';
import type { SerialisedResult } from './serialised-result.ts';
import type { ItemBatch, SharedItem } from './shared-item.ts';
import type { SharedStream, StreamMember } from './shared-stream.ts';
import type { SubscriberOrigin } from './subscriber-origin.ts';
import { accessRevokedEvent, hiddenResult } from './synthetic-item.ts';

const NOBODY: ReadonlySet<string> = new Set();

/**
 * One viewer of a shared stream. It is a place in the room's sequence that only moves by one: the replay query admits it
 * and brings it to the head, and from there on it takes the stream's items as long as each is the next. Whenever one is
 * not, or its view of others has changed, it asks the replay query anew from its place; what comes meanwhile waits.
 */
export class Viewer implements StreamMember {
  readonly #origin: SubscriberOrigin;
  readonly #sink: ResultSink;
  #stream: SharedStream;
  readonly #dependencies: LiveDependencies;
  /** Puts the results of a viewer's own executions in order; null until there are any. */
  #results: InOrder<SerialisedResult> | null = null;
  #state: 'catching-up' | 'live' | 'over' = 'catching-up';
  #isAdmitted = false;
  /** Why the stream has ended before the viewer was admitted. */
  #refusal: Refusal | null = null;
  /** The viewer's place, as a number and as a cursor. */
  #seq = 0;
  #cursor: string | null;
  #hidden = NOBODY;
  #silent = NOBODY;
  /** What came while the viewer catches up. */
  #waiting: SharedItem[] | null = null;
  /** What the replay says now may be out of date already. */
  #isStale = false;
  /** Something did not fit into the queue. */
  #hasDropped = false;

  /**
   * @param after the place from which the viewer goes on; null to begin now
   * @param origin on whose behalf; its signal ends the viewer
   */
  constructor(
    after: string | null,
    origin: SubscriberOrigin,
    sink: ResultSink,
    stream: SharedStream,
    dependencies: LiveDependencies,
  ) {
    this.#origin = origin;
    this.#sink = sink;
    this.#stream = stream;
    this.#dependencies = dependencies;
    this.#cursor = after;
  }

  /** Who it is, as a UUID; null for nobody, whom the replay refuses. */
  get userId(): string | null {
    const { identity } = this.#origin;
    return identity.kind === 'user' ? identity.userId : null;
  }

  /** Admits the viewer and brings it up to date; from then on items flow by themselves. */
  begin(): Promise<void> {
    return this.#catchUp();
  }

  /** The stream that it takes part in. */
  get stream(): SharedStream {
    return this.#stream;
  }

  /** Goes on with another stream of the same room, from the viewer's own place. */
  moveTo(stream: SharedStream): void {
    this.#stream = stream;
  }

  offer(item: SharedItem): void {
    if (this.#state === 'live') this.#take(item);
    else if (this.#state === 'catching-up') this.#wait(item);
  }

  offerAll({ items, result }: ItemBatch): void {
    if (result === null || !this.#takesAll(items)) {
      for (const item of items) this.offer(item);
      return;
    }
    for (const { seq, cursor } of items) {
      if (seq === null) continue;
      this.#seq = seq;
      this.#cursor = cursor;
    }
    this.#deliver(result);
  }

  readmit(): void {
    this.#isStale = true;
    if (this.#state === 'live') this.#startCatchingUp();
  }

  end(refusal: Refusal): void {
    if (this.#isAdmitted) this.#fail(refusal.errors);
    else this.#refusal = refusal;
  }

  #wait(item: SharedItem): void {
    this.#waiting ??= [];
    if (this.#waiting.length < this.#dependencies.limits.waitingResults) {
      this.#waiting.push(item);
      return;
    }
    this.#waiting = null;
    this.#hasDropped = true;
    this.#dependencies.counts.fullQueues.value += 1;
  }

  #take(item: SharedItem): void {
    const { seq, cursor, actorId } = item;
    const isFull = this.#underWay >= this.#dependencies.limits.eventsInFlight;
    if (seq === null) {
      if (!isFull && (actorId === null || !this.#silent.has(actorId))) this.#send(item);
      return;
    }
    if (seq <= this.#seq) return;
    if (isFull || seq > this.#seq + 1) {
      this.#wait(item);
      this.#startCatchingUp();
      return;
    }
    this.#seq = seq;
    this.#cursor = cursor;
    if (actorId !== null && this.#hidden.has(actorId)) {
      item.hiddenResult ??= this.#hiddenResult(cursor);
      this.#deliver(item.hiddenResult);
    } else {
      this.#send(item);
    }
    if (item.revokedUserIds.length > 0 && this.#isAmong(item.revokedUserIds)) this.#revoke();
  }

  /** Whether nothing is special about any of the items: each is to be sent, and in its place. */
  #takesAll(items: readonly SharedItem[]): boolean {
    if (this.#state !== 'live' || this.#underWay > 0) return false;
    const first = items.find(({ seq }) => seq !== null);
    if (first && first.seq !== this.#seq + 1) return false;
    return items.every(({ seq, actorId, revokedUserIds }) => {
      if (revokedUserIds.length > 0) return false;
      return actorId === null || !(seq === null ? this.#silent : this.#hidden).has(actorId);
    });
  }

  #send({ result, event }: SharedItem): void {
    if (result) {
      this.#deliver(result);
      return;
    }
    const { execution } = this.#dependencies;
    // The executor writes into what it is given, and every viewer needs the event as it came.
    this.#deliverLater(execution.execute(this.#request, structuredClone(event), this.#origin));
  }

  get #request(): LiveRequest {
    return this.#stream.request;
  }

  get #underWay(): number {
    return this.#results?.underWay ?? 0;
  }

  #deliver(result: SerialisedResult): void {
    if (this.#results === null) this.#sink.next(result);
    else this.#results.addReady(result);
  }

  #deliverLater(result: Promise<SerialisedResult>): void {
    const { eventsInFlight } = this.#dependencies.limits;
    this.#results ??= new InOrder(eventsInFlight, (next) => this.#sink.next(next));
    void this.#results.add(result);
  }

  #isAmong(publicIds: readonly string[]): boolean {
    return this.userId !== null && publicIds.includes(encodeId('user', this.userId));
  }

  #startCatchingUp(): void {
    this.#state = 'catching-up';
    this.#dependencies.counts.refills.value += 1;
    this.#catchUp().catch((error: unknown) => this.#fail([normaliseError(error, this.#dependencies.logger)]));
  }

  async #catchUp(): Promise<void> {
    const { limits, logger } = this.#dependencies;
    for (let tries = 0; this.#state === 'catching-up'; ) {
      try {
        this.#isStale = false;
        this.#hasDropped = false;
        await this.#results?.settled();
        await this.#streamReady();
        const page = await this.#readPage();
        if (!this.#isAdmitted) await this.#stream.ready;
        if (this.#refusal) throw this.#refusal;
        if (this.#isOver()) return;
        if (this.#isStale) continue;
        this.#applyPage(page);
        tries = 0;
        if (this.#hasDropped) continue;
        // Nothing after this: what has waited may begin the next catching up.
        this.#goLive();
        return;
      } catch (error) {
        if (this.#isOver()) return;
        if (this.#endsWith(error)) return;
        logger.warn({ err: error, roomId: this.#request.room?.id }, 'a viewer could not catch up');
        tries += 1;
        await pauseBeforeRetry(tries, limits.retryMs, this.#origin.signal);
      }
    }
  }

  /** Waits until all that happens from now on comes from the stream, or from the one that took its place meanwhile. */
  async #streamReady(): Promise<void> {
    for (let awaited: SharedStream | null = null; awaited !== this.#stream; ) {
      awaited = this.#stream;
      // Whoever may not watch is told so by the replay. Only then does it matter that there is no stream.
      await awaited.ready.catch(() => {});
    }
  }

  /** Many may ask at once: they take turns, so that no subgraph has more of them than it can answer in time. */
  #readPage(): Promise<ReplayPage> {
    const { admissions, execution } = this.#dependencies;
    const { identity, clientAddress, signal, trace } = this.#origin;
    return admissions.take(this.userId ?? '', signal, (inTime) =>
      readReplay(execution, this.#request, this.#cursor, { identity, clientAddress, signal: inTime, trace }),
    );
  }

  #applyPage(page: ReplayPage): void {
    this.#isAdmitted = true;
    if (page.isReset) this.#dependencies.counts.resets.value += 1;
    this.#hidden = page.hiddenActorIds;
    this.#silent = page.silentActorIds;
    for (const { actorId, seq, cursor, result } of page.items) {
      const isHidden = actorId !== null && (seq === null ? this.#silent : this.#hidden).has(actorId);
      if (!isHidden) this.#deliver(result);
      else if (seq !== null) this.#deliver(this.#hiddenResult(cursor));
    }
    this.#seq = page.headSeq;
    this.#cursor = page.head;
  }

  #goLive(): void {
    this.#state = 'live';
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    if (this.#underWay === 0) this.#origin.rest();
    // One of them may not be the next either: then the rest waits again.
    for (const item of waiting) this.offer(item);
  }

  /** Whether an error of the replay ends the subscription, and how. Errors that may pass are tried again, once admitted. */
  #endsWith(error: unknown): boolean {
    const { logger } = this.#dependencies;
    if (this.#isAdmitted && error instanceof Refusal && error.isDenial) {
      this.#revoke();
      return true;
    }
    if (this.#isAdmitted && !(error instanceof Refusal && !error.isPassing)) return false;
    const errors = error instanceof Refusal ? error.errors : [normaliseError(error, logger)];
    this.#fail(errors);
    return true;
  }

  #revoke(): void {
    const { execution } = this.#dependencies;
    const event = accessRevokedEvent(this.#request);
    this.#deliverLater(execution.execute(this.#request, event, this.#origin));
    this.#finish(() => this.#sink.complete());
  }

  #fail(errors: readonly GraphQLFormattedError[]): void {
    this.#dependencies.counts.failures.value += 1;
    this.#finish(() => this.#sink.fail(errors));
  }

  /** Takes nothing more, and ends after what was taken has gone out. */
  #finish(end: () => void): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#waiting = null;
    if (this.#results === null || this.#underWay === 0) end();
    else void this.#results.settled().then(end);
  }

  #hiddenResult(cursor: string | null): SerialisedResult {
    return hiddenResult(this.#request, cursor);
  }

  /** Asked after every wait: somebody may have ended the viewer meanwhile. */
  #isOver(): boolean {
    return this.#state === 'over' || this.#origin.hasLeft;
  }
}
