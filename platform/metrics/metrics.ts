import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** A number that only grows. Whoever counts adds to it, which costs nothing; it is read when somebody asks. */
export interface Count {
  value: number;
}

/** Notes how long something took, in seconds, under labels in their order. */
export type Durations = (values: readonly string[], seconds: number) => void;

/** What {@link Metrics.labelledCount} gives: the count of a combination of labels. */
export type LabelledCount = (...values: string[]) => Count;

/** Values of one metric by the value of its label. */
export type Labelled = Iterable<readonly [label: string, value: number]>;

/**
 * The figures of one process, in the text format of Prometheus. Names end in their unit, counts in `_total`
 * (Prometheus, "Metric and label naming"). Nothing is worked out before somebody asks for {@link text}. Counts and durations
 * of a name are made once: parts of a process that do the same count together.
 */
export class Metrics {
  readonly #registry = new Registry();
  /** Name → count or durations. */
  readonly #made = new Map<string, Count | LabelledCount | Durations>();
  /** Labelled gauge → those who tell of it. */
  readonly #gaugeReaders = new Map<string, (() => Labelled)[]>();

  /** Figures of the process itself: CPU, memory, garbage collection, and how late the event loop is. Measuring costs a little. */
  addProcessFigures(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** What runs here, as labels of a metric whose value is always 1. */
  addBuild(labels: Readonly<Record<string, string>>): void {
    const names = Object.keys(labels);
    const gauge = new Gauge({
      name: 'lynk_build_info',
      help: 'What runs.',
      labelNames: names,
      registers: [this.#registry],
    });
    gauge.set(labels, 1);
  }

  /** A count without labels. */
  count(name: string, help: string): Count {
    return this.#once(name, () => {
      const count = { value: 0 };
      this.counts(name, help, () => count.value);
      return count;
    });
  }

  /** A count for each combination of labels. The returned function gives the same one for the same values. */
  labelledCount(name: string, help: string, labels: readonly string[]): LabelledCount {
    return this.#once(name, () => this.#labelledCount(name, help, labels));
  }

  #labelledCount(name: string, help: string, labels: readonly string[]): LabelledCount {
    const all = new Map<string, { readonly labels: Readonly<Record<string, string>>; readonly count: Count }>();
    this.#counter(name, help, labels, () => all.values());
    return (...values) => {
      const key = JSON.stringify(values);
      let entry = all.get(key);
      if (!entry) {
        entry = {
          labels: Object.fromEntries(labels.map((label, index) => [label, values[index] ?? ''])),
          count: { value: 0 },
        };
        all.set(key, entry);
      }
      return entry.count;
    };
  }

  /** A count that somebody else keeps. */
  counts(name: string, help: string, read: () => number): void {
    this.#counter(name, help, [], () => [{ labels: {}, count: { value: read() } }]);
  }

  /** Something that goes up and down, without a label. */
  gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [this.#registry], collect: () => gauge.set(read()) });
  }

  /**
   * Something that goes up and down, for each value of a label; values that are not read any more are gone. Several may tell
   * of the same metric, each of values of its own.
   */
  labelledGauge(name: string, help: string, label: string, read: () => Labelled): void {
    const known = this.#gaugeReaders.get(name);
    if (known) return void known.push(read);
    const readers = [read];
    this.#gaugeReaders.set(name, readers);
    const gauge: Gauge<string> = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      collect: () => {
        gauge.reset();
        for (const [value, figure] of readers.flatMap((each) => [...each()])) gauge.set({ [label]: value }, figure);
      },
    });
  }

  /**
   * How long things take, for each combination of labels.
   *
   * @param buckets upper bounds, in seconds
   * @returns notes one; the labels are given in their order
   */
  durations(name: string, help: string, labels: readonly string[], buckets: readonly number[]): Durations {
    return this.#once(name, () => {
      const histogram = new Histogram({
        name,
        help,
        labelNames: [...labels],
        buckets: [...buckets],
        registers: [this.#registry],
      });
      return (values, seconds) => histogram.labels(...values).observe(seconds);
    });
  }

  /** All figures as text, and the content type that it has. */
  async text(): Promise<{ readonly contentType: string; readonly body: string }> {
    return { contentType: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  #once<Made extends Count | LabelledCount | Durations>(name: string, make: () => Made): Made {
    const made = (this.#made.get(name) as Made | undefined) ?? make();
    this.#made.set(name, made);
    return made;
  }

  #counter(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: () => Iterable<{ readonly labels: Readonly<Record<string, string>>; readonly count: Count }>,
  ): void {
    const counter: Counter<string> = new Counter({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.#registry],
      collect: () => {
        // The library can only add; what was added before is in the value that is read.
        counter.reset();
        for (const { labels, count } of read()) counter.inc(labels, count.value);
      },
    });
  }
}
