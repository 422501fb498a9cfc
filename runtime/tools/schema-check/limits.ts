import type { JsonSchema } from './json-schema.ts';

/** What has changed about the values that a keyword lets through. Both directions where nothing better is known. */
export interface LimitChange {
  /** The keyword in the new schema; null when it has none. */
  readonly keyword: string | null;
  readonly what: string;
  readonly isNarrower: boolean;
  readonly isWider: boolean;
}

/** Keywords that say nothing about which values are taken, or that are looked at by name. */
const KNOWN = new Set(
  (
    '$schema $id $defs $comment $ref title description default examples deprecated readOnly writeOnly type const enum ' +
    'properties required additionalProperties items anyOf oneOf'
  ).split(' '),
);

/** Keywords that bound from below: the larger, the fewer values. Several in a row mean the same. */
const LOWER = [['minimum', 'exclusiveMinimum'], ['minLength'], ['minItems'], ['minProperties']];
const UPPER = [['maximum', 'exclusiveMaximum'], ['maxLength'], ['maxItems'], ['maxProperties']];
const BOUNDS = new Set([...LOWER, ...UPPER].flat());

/** Compares bounds, and every keyword that is not known here: as far as one can say, it may refuse either way. */
export function limitChanges(old: JsonSchema, now: JsonSchema): LimitChange[] {
  const changes: LimitChange[] = [];
  const bound = (names: readonly string[], sign: 1 | -1) => {
    const [was, is] = [strictest(old, names, sign), strictest(now, names, sign)];
    if (was.size === is.size) return;
    const what = `${is.keyword ?? names[0]} is ${is.value ?? 'no longer there'}, it was ${was.value ?? 'not there'}`;
    changes.push({ keyword: is.keyword, what, isNarrower: is.size > was.size, isWider: is.size < was.size });
  };
  for (const names of LOWER) bound(names, 1);
  for (const names of UPPER) bound(names, -1);
  for (const keyword of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [was, is] = [JSON.stringify(old[keyword]), JSON.stringify(now[keyword])];
    if (KNOWN.has(keyword) || BOUNDS.has(keyword) || was === is) continue;
    const what = `${keyword} is ${is ?? 'no longer there'}, it was ${was ?? 'not there'}`;
    const isThere = is !== undefined;
    changes.push({ keyword: isThere ? keyword : null, what, isNarrower: isThere, isWider: was !== undefined });
  }
  return changes;
}

/** The bound that counts, with a size that is larger the fewer values it takes. */
function strictest(schema: JsonSchema, names: readonly string[], sign: 1 | -1) {
  const none: { keyword: string | null; value: number | null; size: number } = {
    keyword: null,
    value: null,
    size: Number.NEGATIVE_INFINITY,
  };
  return names.reduce((best, keyword) => {
    const value = schema[keyword];
    if (typeof value !== 'number') return best;
    // Between integers, which most bounds are about, an exclusive one is half a step further.
    const size = sign * value + (keyword.startsWith('exclusive') ? 0.5 : 0);
    return size > best.size ? { keyword, value, size } : best;
  }, none);
}
