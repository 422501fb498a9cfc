import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { directRoomId, encodeId } from '#platform/ids/ids.ts';
import { type SubgraphAnswer, signedIn } from '#tests/kit/subgraph.ts';
import { makeUser, useUserStore } from '../harness.ts';

const store = useUserStore();
const ERRORS = 'userErrors { code field }';
const BLOCK = `mutation ($input: BlockUserInput!) { blockUser(input: $input) { user { id blockedByViewer } ${ERRORS} } }`;
const UNBLOCK = `mutation ($input: UnblockUserInput!) { unblockUser(input: $input) { user { blockedByViewer } ${ERRORS} } }`;

describe('blocks', () => {
  it('are committed, told to the room of the two and to gateways, and then answered', async () => {
    const { registered, mutate, told, filtersChanged, eventLog, subgraph } = makeUser(store());
    await subgraph.start();
    const [ann, bob] = [registered(), registered()];
    const answer = await mutate(BLOCK, { userId: bob.id }, ann.identity);
    expect(answer).toEqual({ user: { id: bob.id, blockedByViewer: true }, userErrors: [], codes: [] });
    await expect.poll(() => eventLog.records).toHaveLength(1);
    const directRoom = directRoomId(ann.userId, bob.userId);
    expect(eventLog.records).toMatchObject([
      {
        topic: 'user.block',
        key: ann.userId,
        payload: { userId: ann.userId, otherId: bob.userId, blocked: true, directRoomId: directRoom },
      },
    ]);
    const change = { type: 'access.changed', actorId: ann.userId };
    expect(told).toEqual([{ roomId: directRoom, entries: [{ eventId: eventLog.records[0]?.id, change }] }]);
    expect(filtersChanged).toEqual([[ann.userId, bob.userId]]);
    await subgraph.stop();
  });

  it('are told with the same event when the first telling failed', async () => {
    const { registered, mutate, told, away } = makeUser(store());
    const [ann, bob] = [registered(), registered()];
    away.roomTimeline = true;
    const failed = await mutate(BLOCK, { userId: bob.id }, ann.identity);
    expect(failed.codes).toEqual(['SERVICE_UNAVAILABLE']);
    const pending = (await store().outbox.pending(1_000)).filter(({ key }) => key === ann.userId);
    away.roomTimeline = false;
    expect((await mutate(BLOCK, { userId: bob.id }, ann.identity)).codes).toEqual([]);
    expect(told.flatMap(({ entries }) => entries.map(({ eventId }) => eventId))).toEqual(pending.map(({ id }) => id));
  });

  it('are taken back; without one nothing changes', async () => {
    const { registered, mutate, told, validation } = makeUser(store());
    const [ann, bob] = [registered(), registered()];
    await mutate(BLOCK, { userId: bob.id }, ann.identity);
    for (let times = 0; times < 2; times++) {
      expect(await mutate(UNBLOCK, { userId: bob.id }, ann.identity)).toEqual({
        user: { blockedByViewer: false },
        userErrors: [],
        codes: [],
      });
    }
    expect(told).toHaveLength(2);
    expect(await validation.filters(ann.userId)).toEqual({ hidden: [], silent: [] });
  });

  it('are not possible with oneself, with nobody, or while suspended', async () => {
    const { registered, mutate } = makeUser(store());
    const [ann, bob] = [registered(), registered()];
    const self = [{ code: 'CANNOT_BLOCK_SELF', field: ['userId'] }];
    expect(await mutate(BLOCK, { userId: ann.id }, ann.identity)).toEqual({ user: null, userErrors: self, codes: [] });
    const nobody = { userId: encodeId('user', randomUUID()) };
    expect((await mutate(BLOCK, nobody, ann.identity)).codes).toEqual(['NOT_FOUND']);
    expect((await mutate(UNBLOCK, nobody, ann.identity)).codes).toEqual(['NOT_FOUND']);
    expect((await mutate(BLOCK, { userId: 'x' }, ann.identity)).codes).toEqual(['BAD_USER_INPUT']);
    const suspended = signedIn(ann.userId, { suspended: true });
    expect((await mutate(BLOCK, { userId: bob.id }, suspended)).codes).toEqual(['FORBIDDEN']);
  });

  it('are read by their owner, the newest first', async () => {
    const { registered, mutate, ask } = makeUser(store());
    const [ann, bob, cid] = [registered(), registered('Bob'), registered('Cid')];
    for (const { id } of [bob, cid]) await mutate(BLOCK, { userId: id }, ann.identity);
    const query = `query ($of: [_Any!]!, $after: String) { _entities(representations: $of) { ... on Viewer {
      blockedUsers(first: 1, after: $after) { nodes { displayName } pageInfo { endCursor hasNextPage } }
    } } }`;
    interface Blocked {
      _entities: { blockedUsers: { nodes: { displayName: string }[]; pageInfo: { endCursor: string } } }[];
    }
    const names: string[] = [];
    for (let after: string | null = null; names.length < 2; ) {
      const of = [{ __typename: 'Viewer', id: ann.id }];
      const { data }: SubgraphAnswer<Blocked> = await ask(query, { of, after }, ann.identity);
      names.push(...(data._entities[0]?.blockedUsers.nodes.map(({ displayName }) => displayName) ?? ['none']));
      after = data._entities[0]?.blockedUsers.pageInfo.endCursor ?? null;
    }
    expect(new Set(names)).toEqual(new Set(['Bob', 'Cid']));
    const of = [{ __typename: 'Viewer', id: ann.id }];
    expect((await ask(query, { of, after: 'x' }, ann.identity)).codes).toEqual(['BAD_USER_INPUT']);
  });
});
