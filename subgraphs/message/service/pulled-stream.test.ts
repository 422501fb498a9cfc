import { expect, test } from 'vitest';
import { PulledStream, type StreamSource } from './pulled-stream.ts';

/** A source that gives what it is fed. */
class FedSource implements StreamSource<number> {
  readonly #fed: (number | null | Error)[] = [];
  #wake = () => {};
  stops = 0;

  feed(...items: (number | null | Error)[]): void {
    this.#fed.push(...items);
    this.#wake();
  }

  async next(): Promise<number | null> {
    while (this.#fed.length === 0 && this.stops === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const item = this.#fed.shift() ?? null;
    if (item instanceof Error) throw item;
    return item;
  }

  stop(): void {
    this.stops += 1;
    this.#wake();
  }
}

const OVER = { done: true, value: undefined };
const item = (value: number) => ({ done: false, value: { item: value } });

test('questions are answered in their order, until there are no more items', async () => {
  const source = new FedSource();
  const stream = new PulledStream(source);
  const answers = Promise.all([stream.next(), stream.next(), stream.next(), stream.next()]);
  source.feed(1, 2, null);
  expect(await answers).toEqual([item(1), item(2), OVER, OVER]);
  expect(source.stops).toBeGreaterThan(0);
});

test('it can be ended while it waits, and before anything was asked', async () => {
  const source = new FedSource();
  const stream = new PulledStream(source);
  const waiting = stream.next();
  await stream.return();
  expect(await waiting).toEqual(OVER);
  expect(await stream.next()).toEqual(OVER);

  const other = new FedSource();
  await new PulledStream(other).return();
  expect(other.stops).toBe(1);
});

test('a source that breaks says why, as the last item', async () => {
  const source = new FedSource();
  const stream = new PulledStream(source);
  const failure = new Error('broken');
  source.feed(1, failure, 2);
  expect(await stream.next()).toEqual(item(1));
  expect(await stream.next()).toEqual({ done: false, value: { failure } });
  expect(await stream.next()).toEqual(OVER);
  expect(source.stops).toBe(1);
});
