import { isObject, type Located, valuesOf } from './json-schema.ts';

/** Two branches that mean the same. */
export interface BranchPair {
  /** What tells it from the others, such as `member.joined`; empty when there are no others. */
  readonly name: string;
  readonly from: Located;
  readonly to: Located;
  /** The field whose value tells the branches apart; null when their types do. */
  readonly tag: string | null;
}

/** How the branches of two versions of a union belong together. */
export interface Matching {
  readonly pairs: readonly BranchPair[];
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Matches by the value of the tag, else by type, else by the whole text. */
export function matchBranches(old: readonly Located[], now: readonly Located[]): Matching {
  const [from] = old;
  const [to] = now;
  if (from && to && old.length === 1 && now.length === 1) {
    return { pairs: [{ name: '', from, to, tag: null }], removed: [], added: [] };
  }
  const tag = tagOf(old, now);
  const [before, after] = [named(old, tag), named(now, tag)];
  const pairs: BranchPair[] = [];
  for (const [name, branch] of before) {
    const other = after.get(name);
    if (!other) continue;
    const isTagged = tag !== null && isOfObject(branch);
    // What stands beside null alone needs no name.
    pairs.push({ name: isTagged ? name : '', from: branch, to: other, tag: isTagged ? tag : null });
  }
  return {
    pairs: together(pairs),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    added: [...after.keys()].filter((name) => !before.has(name)),
  };
}

/** A field that every object among the branches has and that lists its values. One object needs none. */
function tagOf(old: readonly Located[], now: readonly Located[]): string | null {
  const objects = [...old, ...now].filter(isOfObject);
  const [first] = objects;
  if (!first || Math.max(old.filter(isOfObject).length, now.filter(isOfObject).length) < 2) return null;
  return Object.keys(fields(first)).find((name) => objects.every((branch) => tagValues(branch, name) !== null)) ?? null;
}

function named(branches: readonly Located[], tag: string | null): Map<string, Located> {
  const typeOf = ({ schema }: Located) => `${schema['type'] ?? 'any value'}`;
  return new Map(
    branches.flatMap((branch) => {
      if (tag !== null && isOfObject(branch)) {
        return (tagValues(branch, tag) ?? []).map((value) => [value, branch] as const);
      }
      const type = typeOf(branch);
      const isAlone = branches.filter((other) => typeOf(other) === type).length === 1;
      return [[isAlone ? type : JSON.stringify(branch.schema), branch] as const];
    }),
  );
}

function isOfObject({ schema }: Located): boolean {
  return schema['type'] === 'object';
}

/** A branch may have several values of the tag: its changes are told once. */
function together(pairs: readonly BranchPair[]): BranchPair[] {
  const same = (one: BranchPair, other: BranchPair) => one.from === other.from && one.to === other.to;
  return pairs
    .filter((pair, index) => pairs.findIndex((other) => same(pair, other)) === index)
    .map((pair) => ({
      ...pair,
      name: pairs
        .filter((other) => same(pair, other))
        .map(({ name }) => name)
        .join('|'),
    }));
}

function tagValues(branch: Located, tag: string): string[] | null {
  const field = fields(branch)[tag];
  const values = isObject(field) ? valuesOf(field) : null;
  return values?.map((value) => value.replace(/^"(.*)"$/, '$1')) ?? null;
}

function fields({ schema }: Located): { readonly [name: string]: unknown } {
  const { properties } = schema;
  return isObject(properties) ? properties : {};
}
