import { ApolloClient, CombinedGraphQLErrors, InMemoryCache } from '@apollo/client';
import { describe, expect, it } from 'vitest';
import { createLink } from '#client/recipes/apollo-client.ts';
import { POSSIBLE_TYPES } from '#client/recipes/possible-types.ts';
import { ROOM_EVENTS } from '#tests/kit/operations/live.ts';
import { SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import { ROOM } from '#tests/kit/operations/room.ts';
import { RecipeStage } from '#tests/kit/recipe-stage.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();

async function open() {
  const stage = await RecipeStage.open(lynk());
  const cache = new InMemoryCache({ possibleTypes: POSSIBLE_TYPES });
  return { stage, client: new ApolloClient({ cache, link: createLink(stage) }) };
}

describe('the recipe for Apollo Client', () => {
  it('asks and writes over HTTP, with a fresh token when the old one is refused', async () => {
    const { stage, client } = await open();
    const [room, again] = await Promise.all([
      client.query({ query: ROOM, variables: { id: stage.roomId } }),
      client.query({ query: ROOM, variables: { id: stage.roomId }, fetchPolicy: 'network-only' }),
    ]);
    expect([room, again].map(({ data }) => data?.room?.name)).toEqual(['The recipe room', 'The recipe room']);
    const input = { roomId: stage.roomId, body: 'hello', clientMessageId: '1' };
    const { data } = await client.mutate({ mutation: SEND_MESSAGE, variables: { input } });
    expect(data?.sendMessage?.message).toMatchObject({ body: 'hello', sender: { id: stage.ben.id } });
    expect(stage.renewed.length).toBe(1);
  });

  it('gives errors to who asked', async () => {
    const { stage, client } = await open();
    const input = { roomId: 'nonsense', body: 'hello', clientMessageId: '1' };
    const failure = client.mutate({ mutation: SEND_MESSAGE, variables: { input } });
    await expect(failure).rejects.toSatisfy((error) => CombinedGraphQLErrors.is(error));
    const refused = new Promise((resolve) => {
      const variables = { roomId: 'nonsense' };
      client.subscribe({ query: ROOM_EVENTS, variables }).subscribe(({ error }) => resolve(error));
    });
    expect(await refused).toMatchObject({ name: 'StreamRefused' });
    expect(stage.renewed.length).toBe(1);
  });

  it('loses and doubles nothing when the socket is cut in the middle of traffic', async () => {
    const { stage, client } = await open();
    await stage.watchThroughCuts((variables, onItem) => {
      const items = client.subscribe({ query: ROOM_EVENTS, variables });
      const subscription = items.subscribe(({ data }) => data && onItem(data.roomEvents));
      return () => subscription.unsubscribe();
    });
  });
});
