import { Client } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { createExchanges } from '#client/recipes/urql.ts';
import { ROOM_EVENTS } from '#tests/kit/operations/live.ts';
import { SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import { ROOM } from '#tests/kit/operations/room.ts';
import { RecipeStage } from '#tests/kit/recipe-stage.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();

async function open() {
  const stage = await RecipeStage.open(lynk());
  return { stage, client: new Client({ url: stage.url, exchanges: createExchanges(stage), preferGetMethod: false }) };
}

describe('the recipe for urql', () => {
  it('asks and writes over HTTP, with a fresh token when the old one is refused', async () => {
    const { stage, client } = await open();
    const room = await client.query(ROOM, { id: stage.roomId });
    expect(room.error).toBeUndefined();
    expect(room.data?.room?.name).toBe('The recipe room');
    const input = { roomId: stage.roomId, body: 'hello', clientMessageId: '1' };
    const { data } = await client.mutation(SEND_MESSAGE, { input });
    expect(data?.sendMessage?.message).toMatchObject({ body: 'hello', sender: { id: stage.ben.id } });
    expect(stage.renewed.length).toBe(1);
  });

  it('gives errors to who asked', async () => {
    const { stage, client } = await open();
    const input = { roomId: 'nonsense', body: 'hello', clientMessageId: '1' };
    const { error } = await client.mutation(SEND_MESSAGE, { input });
    expect(error?.graphQLErrors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    const refused = new Promise((resolve) => {
      client.subscription(ROOM_EVENTS, { roomId: 'nonsense' }).subscribe(({ error }) => resolve(error));
    });
    expect(await refused).toMatchObject({ networkError: { name: 'StreamRefused' } });
    expect(stage.renewed.length).toBe(1);
  });

  it('loses and doubles nothing when the socket is cut in the middle of traffic', async () => {
    const { stage, client } = await open();
    await stage.watchThroughCuts((variables, onItem) => {
      const items = client.subscription(ROOM_EVENTS, variables);
      return items.subscribe(({ data }) => data && onItem(data.roomEvents)).unsubscribe;
    });
  });
});
