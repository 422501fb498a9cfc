import { createHash } from 'node:crypto';
import { serviceUnavailable } from '../errors/errors.ts';
import type { Logger } from '../logger/logger.ts';
import { type RedisCommands, RedisScript, type RedisValue } from '../redis/redis.ts';
import { RedisBestEffort } from '../redis/redis-best-effort.ts';
import { FIRST_PART_BITS, type FilterProgress, MAX_PARTS, type NameFilter } from './name-filter.ts';

/** Which filter a server has: its own commands, or the functions that init/redis has loaded. */
type Engine = 'commands' | 'functions';

/** A part that is missing would say that nothing is in it, so it counts only together with the progress. */
const MAY_HOLD = new RedisScript(`
local progress = redis.call('GET', KEYS[1])
if not progress or progress:sub(1, 1) ~= '1' or redis.call('EXISTS', KEYS[2]) == 0 then return 1 end
return redis.call('CF.EXISTS', KEYS[2], ARGV[1])`);

/** Makes the filter when there is none; it grows by itself. When it can no more, nothing is known any more. */
const ADD = new RedisScript(`
if redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('CF.RESERVE', KEYS[2], 2 ^ ARGV[1] * 4, 'BUCKETSIZE', 4, 'MAXITERATIONS', 500, 'EXPANSION', 2)
end
for index = 2, #ARGV do
  local added = redis.pcall('CF.ADDNX', KEYS[2], ARGV[index])
  if type(added) == 'table' then redis.call('DEL', KEYS[1]) return 0 end
end
return 1`);

/** What the filter is asked, on either engine. */
interface Call {
  /** For the server's own filter; null when nothing is to be done there. */
  readonly script: RedisScript | null;
  readonly call: 'FCALL' | 'FCALL_RO';
  /** The function's name without what all begin with. */
  readonly name: 'may_hold' | 'add' | 'remove';
  readonly values: readonly (string | number)[];
}

/** What a {@link RedisNameFilter} works with. */
export interface RedisNameFilterOptions {
  readonly redis: RedisCommands;
  readonly logger: Logger;
  /** Tells filters apart, such as `names`. */
  readonly name: string;
  /** The first part has two to this power of buckets; 14 when left out. */
  readonly firstBits?: number;
  /** How long an answer is waited for. */
  readonly deadlineMs?: number;
}

/**
 * {@link NameFilter} in Redis: in the server's own filter where it has one (`CF.*`), otherwise in our functions. The server's
 * keeps eight bits of a name: one question in 30 is answered "perhaps" in vain, and as many names have twins, so none
 * is taken out there.
 */
export class RedisNameFilter implements NameFilter {
  readonly #redis: RedisCommands;
  readonly #name: string;
  readonly #firstBits: number;
  readonly #effort: RedisBestEffort;
  /** What the server has, once it has said so. */
  #engine: Promise<Engine> | undefined;

  constructor(options: RedisNameFilterOptions) {
    this.#redis = options.redis;
    this.#name = options.name;
    this.#firstBits = options.firstBits ?? FIRST_PART_BITS;
    this.#effort = new RedisBestEffort({ ...options, purpose: 'filter of names' });
  }

  async mayHold(name: string): Promise<boolean> {
    const question = { script: MAY_HOLD, call: 'FCALL_RO', name: 'may_hold', values: [hashOf(name)] } as const;
    return (await this.#effort.ask(() => this.#run(question))) !== 0;
  }

  async add(names: readonly string[]): Promise<void> {
    const values = [this.#firstBits, ...names.map(hashOf)];
    const added = await this.#answer(() => this.#run({ script: ADD, call: 'FCALL', name: 'add', values }));
    if (added === 0) throw serviceUnavailable('The filter of names is full.');
  }

  async remove(name: string): Promise<void> {
    const request = { script: null, call: 'FCALL', name: 'remove', values: [hashOf(name)] } as const;
    await this.#answer(() => this.#run(request));
  }

  async progress(): Promise<FilterProgress | null> {
    const value = await this.#answer(() => this.#redis.send('GET', this.#key('through')));
    return typeof value === 'string' ? { isComplete: value.startsWith('1'), through: value.slice(1) } : null;
  }

  async setProgress({ isComplete, through }: FilterProgress): Promise<void> {
    await this.#answer(() => this.#redis.send('SET', this.#key('through'), `${isComplete ? 1 : 0}${through}`));
  }

  async #run({ script, call, name, values }: Call): Promise<RedisValue> {
    this.#engine ??= this.#askEngine();
    try {
      const engine = await this.#engine;
      const parts = engine === 'commands' ? 1 : MAX_PARTS;
      const keys = [this.#key('through'), ...Array.from({ length: parts }, (_, part) => this.#key(part))];
      if (engine === 'commands') return script && (await this.#redis.run(script, keys, values));
      return await this.#redis.send(call, `lynk_names_${name}`, keys.length, ...keys, ...values);
    } catch (error) {
      // It may be another server by now.
      this.#engine = undefined;
      throw error;
    }
  }

  /** A server that does not know a command says so before it asks who may use it. */
  async #askEngine(): Promise<Engine> {
    try {
      await this.#redis.send('CF.EXISTS', this.#key(0), '');
      return 'commands';
    } catch (error) {
      if (error instanceof Error && error.message.includes('unknown command')) return 'functions';
      throw error;
    }
  }

  /** All of a filter is in one slot of a cluster. */
  #key(part: string | number): string {
    return `room:{${this.#name}}:${part}`;
  }

  async #answer(call: () => Promise<RedisValue>): Promise<RedisValue> {
    const answer = await this.#effort.ask(call);
    if (answer === undefined) throw serviceUnavailable('The filter of names does not answer.');
    return answer;
  }
}

/** A name as the server sees it: it learns nothing but whether two are the same. */
const hashOf = (name: string) => createHash('sha256').update(name).digest('hex');
