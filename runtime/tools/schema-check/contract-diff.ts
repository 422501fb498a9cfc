import type { Level } from './findings.ts';
import { below, branchesOf, isObject, type JsonSchema, type Located, resolve, valuesOf } from './json-schema.ts';
import { limitChanges } from './limits.ts';
import { matchBranches } from './union-branches.ts';

/** A difference between two contracts of a topic. */
export interface ContractChange {
  readonly kind: string;
  readonly level: Level;
  /** The field, such as `change(member.joined).role`; empty for the record itself. */
  readonly field: string;
  readonly message: string;
  /** Where it stands in the new contract; for what was removed, what it stood in. */
  readonly pointer: readonly string[];
}

/**
 * A record that a new producer writes is read by consumers that still run the old contract, and a new consumer reads
 * records of the old contract that are in the log for 7 days. So a change is only safe when each contract takes what the
 * other allows; whatever one of them refuses is breaking, and the message says for whom.
 */
const OLD_CONSUMERS = 'consumers of the old contract do not take what is written from now on';
const OLD_RECORDS = 'records of the last 7 days are still in the log and do not fit';

/** A record inside of itself ends here. */
const MAX_DEPTH = 32;

/** What has changed between two contracts of one topic. */
export function contractChanges(base: JsonSchema, head: JsonSchema): ContractChange[] {
  const changes: ContractChange[] = [];
  const top = { field: '', depth: 0 };
  compare({ schema: base, pointer: [] }, { schema: head, pointer: [] }, top);
  return changes;

  function add(kind: string, level: Level, field: string, pointer: readonly string[], message: string): void {
    // Two branches of a union may share what has changed.
    if (changes.some((change) => change.kind === kind && change.field === field && change.message === message)) return;
    changes.push({ kind, level, field, pointer, message });
  }

  function narrowed(field: string, pointer: readonly string[], what: string): void {
    add('EVENT_VALUES_NARROWED', 'breaking', field, pointer, `${what}: ${OLD_RECORDS}`);
  }

  function widened(field: string, pointer: readonly string[], what: string): void {
    add('EVENT_VALUES_WIDENED', 'breaking', field, pointer, `${what}: ${OLD_CONSUMERS}`);
  }

  function compare(before: Located, after: Located, at: { field: string; depth: number }): void {
    if (at.depth > MAX_DEPTH) return;
    const [old, now] = [branchesOf(before, base), branchesOf(after, head)];
    const { pointer } = resolve(after, head);
    const { pairs, removed, added } = matchBranches(old, now);
    for (const name of removed) narrowed(at.field, pointer, `${name} is no longer taken`);
    for (const name of added) widened(at.field, pointer, `${name} may now be written`);
    for (const { name, from, to, tag } of pairs) {
      const field = name === '' ? at.field : `${at.field}(${name})`;
      compareBranch(from, to, { field, depth: at.depth + 1, tag });
    }
  }

  function compareBranch(old: Located, now: Located, at: { field: string; depth: number; tag: string | null }): void {
    const { field } = at;
    const [was, is] = [old.schema['type'], now.schema['type']];
    if (was !== is) {
      // An integer is a number; nothing else is something else, and a schema without a type takes everything.
      if (is !== undefined && !(was === 'integer' && is === 'number')) narrowed(field, now.pointer, `it is now ${is}`);
      if (was !== undefined && !(was === 'number' && is === 'integer')) widened(field, now.pointer, `it was ${was}`);
    }
    compareValues(old, now, field);
    compareLimits(old, now, field);
    compareFields(old, now, at);
    const [oldItems, newItems] = [below(old, 'items'), below(now, 'items')];
    if (oldItems && newItems) compare(oldItems, newItems, { field: `${field}[]`, depth: at.depth });
    else if (newItems) narrowed(field, newItems.pointer, 'its items are now restricted');
    else if (oldItems) widened(field, now.pointer, 'its items may now be anything');
  }

  function compareValues(old: Located, now: Located, field: string): void {
    const [was, is] = [valuesOf(old.schema), valuesOf(now.schema)];
    const pointer = [...now.pointer, Object.hasOwn(now.schema, 'const') ? 'const' : 'enum'];
    if (was && !is) widened(field, now.pointer, 'it may now be another value than those that were listed');
    if (is && !was) narrowed(field, pointer, `it may only be ${is.join(', ')} now`);
    if (!was || !is) return;
    for (const value of was) if (!is.includes(value)) narrowed(field, pointer, `${value} is no longer taken`);
    for (const value of is) if (!was.includes(value)) widened(field, pointer, `${value} may now be written`);
  }

  function compareLimits(old: Located, now: Located, field: string): void {
    for (const { keyword, what, isNarrower, isWider } of limitChanges(old.schema, now.schema)) {
      const pointer = keyword === null ? now.pointer : [...now.pointer, keyword];
      if (isNarrower) narrowed(field, pointer, what);
      if (isWider) widened(field, pointer, what);
    }
  }

  function compareFields(old: Located, now: Located, at: { field: string; depth: number; tag: string | null }): void {
    const [was, is] = [fieldsOf(old.schema), fieldsOf(now.schema)];
    for (const name of new Set([...was.names, ...is.names])) {
      // The tag of a union has been compared: by it the branches were found.
      if (name === at.tag) continue;
      const field = at.field === '' || at.field.endsWith('.') ? `${at.field}${name}` : `${at.field}.${name}`;
      const place = [...now.pointer, 'properties', name];
      if (!is.names.has(name)) {
        const why = was.required.has(name) ? OLD_CONSUMERS : 'consumers that use it no longer get it';
        add(
          'EVENT_FIELD_REMOVED',
          was.required.has(name) ? 'breaking' : 'dangerous',
          field,
          now.pointer,
          `it is removed: ${why}`,
        );
        if (is.isClosed) narrowed(field, now.pointer, 'it is refused now');
        continue;
      }
      if (!was.names.has(name)) {
        if (is.required.has(name))
          add('EVENT_FIELD_ADDED', 'breaking', field, place, `it is new and required: ${OLD_RECORDS}`);
        else if (was.isClosed) add('EVENT_FIELD_ADDED', 'breaking', field, place, `it is new: ${OLD_CONSUMERS}`);
        else add('EVENT_FIELD_ADDED', 'safe', field, place, 'it is new and optional');
        continue;
      }
      if (is.required.has(name) && !was.required.has(name))
        add('EVENT_FIELD_REQUIRED', 'breaking', field, place, `it is required now: ${OLD_RECORDS}`);
      if (was.required.has(name) && !is.required.has(name))
        add('EVENT_FIELD_OPTIONAL', 'breaking', field, place, `it may be left out now: ${OLD_CONSUMERS}`);
      const [from, to] = [below(old, 'properties', name), below(now, 'properties', name)];
      if (from && to) compare(from, to, { field, depth: at.depth });
    }
    if (is.isClosed && !was.isClosed) narrowed(at.field, now.pointer, 'it takes no other fields now');
    if (was.isClosed && !is.isClosed) widened(at.field, now.pointer, 'it takes other fields now');
    const [from, to] = [below(old, 'additionalProperties'), below(now, 'additionalProperties')];
    if (from && to) compare(from, to, { field: `${at.field}[*]`, depth: at.depth });
  }
}

function fieldsOf(schema: JsonSchema) {
  const { properties, required, additionalProperties } = schema;
  return {
    names: new Set(isObject(properties) ? Object.keys(properties) : []),
    required: new Set(Array.isArray(required) ? required.map(String) : []),
    isClosed: additionalProperties === false,
  };
}
