import type { GraphQLDataSource } from '@apollo/gateway';
import { beforeEach, describe, expect, it } from 'vitest';
import { EntityBatches } from './entity-batches.ts';

type Options = Parameters<GraphQLDataSource['process']>[0];
type Result = Awaited<ReturnType<GraphQLDataSource['process']>>;

const QUERY =
  'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { name } } }';
const user = (id: string) => ({ __typename: 'User', id });
const idsOf = ({ request }: Options) =>
  ((request.variables?.['representations'] ?? []) as { id: string }[]).map(({ id }) => id);

/** What the subgraph was asked for, request by request. */
let asked: string[][];
let answer: (options: Options) => Result;
let source: GraphQLDataSource;

beforeEach(() => {
  asked = [];
  answer = (options) => ({ data: { _entities: idsOf(options).map((id) => ({ name: `Name of ${id}`, tags: [] })) } });
  const subgraph: GraphQLDataSource = {
    process: async (options) => {
      asked.push(idsOf(options));
      return answer(options);
    },
  };
  source = new EntityBatches().over({ people: subgraph })['people'] as GraphQLDataSource;
});

function fetch(ids: readonly string[], variables: object = {}, query = QUERY): Promise<Result> {
  const request = { query, variables: { ...variables, representations: ids.map(user) } };
  return source.process({ request } as unknown as Options);
}

const namesOf = ({ data }: Result) => ((data?.['_entities'] ?? []) as { name: string }[]).map(({ name }) => name);

describe('fetches of entities at the same time', () => {
  it('are one, with each entity once, and each gets its own', async () => {
    const results = await Promise.all([fetch(['ann', 'ben']), fetch(['ben']), fetch(['cat', 'ann'])]);
    expect(asked).toEqual([['ann', 'ben', 'cat']]);
    expect(results.map(namesOf)).toEqual([
      ['Name of ann', 'Name of ben'],
      ['Name of ben'],
      ['Name of cat', 'Name of ann'],
    ]);
    // The executor writes into them.
    expect(results[0]?.data?.['_entities'][1]).not.toBe(results[1]?.data?.['_entities'][0]);
  });

  it('are not one with those of another time, other variables or another text', async () => {
    await fetch(['ann']);
    await Promise.all([fetch(['ann']), fetch(['ann'], { small: true }), fetch(['ann'], {}, `${QUERY} `)]);
    expect(asked).toEqual([['ann'], ['ann'], ['ann'], ['ann']]);
  });

  it('do not wait when they are many', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);
    await Promise.all([fetch(ids(300)), fetch(ids(600)), fetch(['last'])]);
    expect(asked.map(({ length }) => length)).toEqual([600, 1]);
  });

  it('each have the errors of their own entities, and those of the whole', async () => {
    answer = () => ({
      data: { _entities: [{ name: 'Ann' }, null] },
      errors: [{ message: 'ben is gone', path: ['_entities', 1, 'name'] }, { message: 'all of it was slow' }],
    });
    const [ann, ben, twice] = await Promise.all([fetch(['ann']), fetch(['ben']), fetch(['ben', 'ann', 'ben'])]);
    expect(ann?.errors).toEqual([{ message: 'all of it was slow' }]);
    expect(ben?.data).toEqual({ _entities: [null] });
    expect(ben?.errors?.map(({ path }) => path)).toEqual([['_entities', 0, 'name'], undefined]);
    expect(twice?.errors?.map(({ path }) => path)).toEqual([
      ['_entities', 0, 'name'],
      ['_entities', 2, 'name'],
      undefined,
    ]);
  });

  it('all have no data when there is none, and all fail when it fails', async () => {
    answer = () => ({ errors: [{ message: 'away' }] });
    for (const result of await Promise.all([fetch(['ann']), fetch(['ben'])])) {
      expect(result).toEqual({ data: null, errors: [{ message: 'away' }] });
    }
    answer = () => {
      throw new Error('broken');
    };
    const outcomes = await Promise.allSettled([fetch(['ann']), fetch(['ben'])]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('a fetch of something else', () => {
  it('is passed on at once', async () => {
    const request = { query: '{ rooms { id } }', variables: {} };
    answer = () => ({ data: { rooms: [] } });
    const result = source.process({ request } as unknown as Options);
    expect(asked).toEqual([[]]);
    expect(await result).toEqual({ data: { rooms: [] } });
  });
});
