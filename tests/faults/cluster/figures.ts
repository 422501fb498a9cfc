/** What happened in one part of a run. */
interface Part {
  readonly name: string;
  readonly begunAt: number;
  endedAt: number;
  appended: number;
  duplicates: number;
  refused: number;
  announced: number;
  unannounced: number;
  refilled: number;
  /** The longest time without an acknowledgement, in milliseconds. */
  quietMs: number;
  lastAt: number;
  /** Milliseconds of each answer. */
  readonly append: number[];
  readonly read: number[];
}

/** Counts what a run does, part by part. */
export class Figures {
  readonly #parts: Part[] = [];

  /** From now on everything is counted for this part. */
  begin(name: string): void {
    const now = performance.now();
    this.#settle(now);
    this.#parts.push({
      ...{ name, begunAt: now, endedAt: now, lastAt: now, quietMs: 0 },
      ...{ appended: 0, duplicates: 0, refused: 0, announced: 0, unannounced: 0, refilled: 0 },
      ...{ append: [], read: [] },
    });
  }

  /** Nothing is counted any more. */
  end(): void {
    this.#settle(performance.now());
  }

  acknowledged(outcome: string): void {
    const part = this.#part;
    if (outcome === 'appended') part.appended += 1;
    else part.duplicates += 1;
    this.#heard(part, performance.now());
  }

  /** Counts something that is no acknowledgement. */
  count(what: 'refused' | 'announced' | 'unannounced' | 'refilled', more = 1): void {
    this.#part[what] += more;
  }

  /** Takes the time of something that is answered. */
  async timed<T>(kind: 'append' | 'read', work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const answer = await work();
    this.#part[kind].push(performance.now() - begun);
    return answer;
  }

  /** Acknowledged appends by part. */
  get appended(): ReadonlyMap<string, number> {
    return new Map(this.#parts.map(({ name, appended }) => [name, appended]));
  }

  /** A table in Markdown, one line a part. */
  table(): string {
    const head = [
      'part',
      'seconds',
      'appended',
      'asked again',
      'refused tries',
      'longest quiet',
      'append p50 / p99',
      'read p50 / p99',
    ];
    const more = ['notices refused', 'events seen by reading'];
    const lines = this.#parts.map((part) => [
      part.name,
      ((part.endedAt - part.begunAt) / 1_000).toFixed(0),
      part.appended,
      part.duplicates,
      part.refused,
      `${part.quietMs.toFixed(0)} ms`,
      ...[part.append, part.read].map((times) => `${percentile(times, 50)} / ${percentile(times, 99)} ms`),
      part.unannounced,
      part.refilled,
    ]);
    const rows = [[...head, ...more], [...head, ...more].map(() => '---'), ...lines];
    return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  }

  get #part(): Part {
    const part = this.#parts.at(-1);
    if (!part) throw new Error('Nothing has begun.');
    return part;
  }

  #settle(now: number): void {
    const part = this.#parts.at(-1);
    if (!part) return;
    this.#heard(part, now);
    part.endedAt = now;
  }

  #heard(part: Part, now: number): void {
    part.quietMs = Math.max(part.quietMs, now - part.lastAt);
    part.lastAt = now;
  }
}

function percentile(times: readonly number[], percent: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0).toFixed(0);
}
