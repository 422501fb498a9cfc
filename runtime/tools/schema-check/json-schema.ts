/** A JSON Schema as an object; `true` is the empty one. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A schema and where it stands. */
export interface Located {
  readonly schema: JsonSchema;
  /** The keys and indexes that lead to it from the top of its file. */
  readonly pointer: readonly string[];
}

/** Whether a value is an object of JSON. */
export const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema under a keyword; null when the keyword is absent or says something else. */
export function below({ schema, pointer }: Located, ...keys: string[]): Located | null {
  let found: unknown = schema;
  for (const key of keys) found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  if (found === true) return { schema: {}, pointer: [...pointer, ...keys] };
  return isObject(found) ? { schema: found, pointer: [...pointer, ...keys] } : null;
}

/** Follows `$ref` within the file. A reference that leads nowhere, or round in a circle, stays what it is. */
export function resolve(located: Located, root: JsonSchema): Located {
  const seen = new Set<string>();
  let at = located;
  for (let ref = at.schema['$ref']; typeof ref === 'string' && !seen.has(ref); ref = at.schema['$ref']) {
    seen.add(ref);
    const keys = ref.startsWith('#/') ? ref.slice(2).split('/') : [];
    const target = ref === '#' ? { schema: root, pointer: [] } : below({ schema: root, pointer: [] }, ...keys);
    if (!target || (keys.length === 0 && ref !== '#')) break;
    at = target;
  }
  return at;
}

/** What a value may be, one by one: the branches of a union, the types of a list of types, or the schema itself. */
export function branchesOf(located: Located, root: JsonSchema): Located[] {
  const { schema, pointer } = resolve(located, root);
  for (const keyword of ['anyOf', 'oneOf']) {
    const list = schema[keyword];
    if (!Array.isArray(list)) continue;
    return list.flatMap((branch, index) =>
      isObject(branch) ? branchesOf({ schema: branch, pointer: [...pointer, keyword, `${index}`] }, root) : [],
    );
  }
  const { type } = schema;
  if (!Array.isArray(type)) return [{ schema, pointer }];
  return type.map((one) => ({ schema: { ...schema, type: one }, pointer }));
}

/** The values that a schema lists, as JSON texts; null when it lists none. */
export function valuesOf(schema: JsonSchema): string[] | null {
  if (Object.hasOwn(schema, 'const')) return [JSON.stringify(schema['const'])];
  const list = schema['enum'];
  return Array.isArray(list) ? list.map((value) => JSON.stringify(value)) : null;
}
