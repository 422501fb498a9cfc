import { serviceUnavailable } from '#platform/errors/errors.ts';
import { FILTERS_CHANGED_CHANNEL, type Notice, type PubSub } from '#platform/pubsub/pubsub.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import type { LiveDependencies } from './dependencies.ts';
import type { LiveRequest } from './request.ts';
import type { ResultSink } from './result-sink.ts';
import { SharedStream } from './shared-stream.ts';
import type { SubscriberOrigin } from './subscriber-origin.ts';
import { Viewer } from './viewer.ts';

/** The shared streams and their viewers. */
export class SharedStreams {
  readonly #dependencies: LiveDependencies;
  readonly #pubsub: PubSub;
  /** Stream key → stream. A stream that nobody watches is not in the map. */
  readonly #streams = new Map<string, SharedStream>();
  /** Person (UUID) → its viewers. */
  readonly #viewers = new Map<string, Set<Viewer>>();
  #unsubscribe: () => void = () => {};

  constructor(dependencies: LiveDependencies, pubsub: PubSub) {
    this.#dependencies = dependencies;
    this.#pubsub = pubsub;
  }

  /** How many streams there are. */
  get size(): number {
    return this.#streams.size;
  }

  /** Begins to hear of people whose view of others changes. */
  async start(): Promise<void> {
    this.#unsubscribe = await this.#pubsub.subscribe(FILTERS_CHANGED_CHANNEL, this.#onFiltersChanged, () => {
      for (const viewers of this.#viewers.values()) for (const viewer of viewers) viewer.readmit();
    });
  }

  stop(): void {
    this.#unsubscribe();
    for (const stream of this.#streams.values()) stream.close();
  }

  /**
   * Lets somebody watch.
   *
   * @param origin its signal must end when the viewer leaves
   * @returns lets the viewer leave
   */
  join(request: LiveRequest, roomId: string, origin: SubscriberOrigin, sink: ResultSink): () => void {
    const stream = this.#streams.get(request.streamKey) ?? this.#open(request, roomId);
    const viewer = new Viewer(request.after, origin, sink, stream, this.#dependencies);
    stream.add(viewer);
    if (viewer.userId !== null) {
      const own = this.#viewers.get(viewer.userId) ?? new Set();
      this.#viewers.set(viewer.userId, own.add(viewer));
    }
    void viewer.begin();
    return () => this.#leave(viewer);
  }

  /**
   * Plans all streams anew. Nobody is dropped whose subscription can still be answered.
   *
   * @param replan gives a subscription with its new plan; it throws what is wrong with it now
   */
  replan(replan: (request: LiveRequest) => LiveRequest): void {
    for (const [key, stream] of [...this.#streams]) {
      try {
        const request = replan(stream.request);
        if (request.streamKey !== key) this.#replace(stream, request);
      } catch (error) {
        stream.refuse([normaliseError(error, this.#dependencies.logger)]);
      }
    }
  }

  #replace(old: SharedStream, request: LiveRequest): void {
    if (request.plan.sharing === 'own') throw serviceUnavailable('The schema has changed. Subscribe again.');
    const stream = new SharedStream(request, old.roomId, this.#dependencies);
    this.#forget(old.request.streamKey, old);
    // Two that were different before may have become the same: then each goes on by itself, and one takes the newcomers.
    if (!this.#streams.has(request.streamKey)) this.#streams.set(request.streamKey, stream);
    void stream.runInsteadOf(old).finally(() => this.#forget(request.streamKey, stream));
  }

  #leave(viewer: Viewer): void {
    const { stream } = viewer;
    if (viewer.userId !== null) {
      const own = this.#viewers.get(viewer.userId);
      if (own?.delete(viewer) && own.size === 0) this.#viewers.delete(viewer.userId);
    }
    if (stream.remove(viewer)) return;
    stream.close();
    this.#forget(stream.request.streamKey, stream);
  }

  #open(request: LiveRequest, roomId: string): SharedStream {
    const stream = new SharedStream(request, roomId, this.#dependencies);
    this.#streams.set(request.streamKey, stream);
    // When it ends by itself, the next one who wants to watch opens another.
    void stream.run().finally(() => this.#forget(request.streamKey, stream));
    return stream;
  }

  #forget(key: string, stream: SharedStream): void {
    if (this.#streams.get(key) === stream) this.#streams.delete(key);
  }

  readonly #onFiltersChanged = ({ userIds }: Notice) => {
    if (!Array.isArray(userIds)) return;
    for (const userId of userIds) for (const viewer of this.#viewers.get(userId) ?? []) viewer.readmit();
  };
}
