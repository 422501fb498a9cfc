import type { PageRequest } from '#platform/pagination/connection.ts';
import type { ListKey } from './store.ts';

/** A list that is read in pages by its sort key. All texts are SQL of our own; values are passed beside them. */
export interface KeysetList {
  /** SELECT … FROM … WHERE …, without the range. Its parameters are `values`. */
  readonly select: string;
  readonly values: readonly unknown[];
  /** The expression that is sorted by, and its type. */
  readonly key: string;
  readonly keyType: 'bigint' | 'text';
  /** The UUID that decides where keys are equal. */
  readonly id: string;
  readonly descending: boolean;
}

/**
 * The statement for a page, with one row more than it holds, so that `cutPage` can tell whether there are more. From the
 * end it reads backwards: the rows have to be turned around.
 */
export function keysetStatement(list: KeysetList, request: PageRequest<ListKey>): { text: string; values: unknown[] } {
  const values = [...list.values];
  const place = (value: unknown) => `$${values.push(value)}`;
  const within = (operator: string, key: ListKey) =>
    ` AND (${list.key}, ${list.id}) ${operator} (${place(key.value)}::${list.keyType}, ${place(key.id)}::uuid)`;
  const [beyond, short] = list.descending ? ['<', '>'] : ['>', '<'];
  let text = list.select;
  if (request.after) text += within(beyond, request.after);
  if (request.before) text += within(short, request.before);
  const direction = list.descending === request.fromEnd ? 'ASC' : 'DESC';
  text += ` ORDER BY ${list.key} ${direction}, ${list.id} ${direction} LIMIT ${place(request.limit + 1)}`;
  return { text, values };
}
